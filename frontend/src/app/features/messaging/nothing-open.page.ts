import { ChangeDetectionStrategy, Component, computed, inject } from '@angular/core';
import { RouterLink } from '@angular/router';
import { WordsService } from '../../core/i18n/words.service';
import { ConversationsStore } from '../../stores/conversations.store';
import { MarkComponent } from '../../ui/mark.component';
import { PageHeadComponent } from './page-head.component';
import { ShortcutsService } from './shortcuts.service';

/** Beside the list while no conversation is open. */
@Component({
  selector: 'ls-nothing-open-page',
  changeDetection: ChangeDetectionStrategy.OnPush,
  imports: [RouterLink, MarkComponent, PageHeadComponent],
  template: `<ls-page-head />
    <section>
      <ls-mark [size]="64" />
      @if (isNew()) {
        <h1>{{ words.t('nothingOpen.newHeading') }}</h1>
        <p>{{ words.t('nothingOpen.newText') }}</p>
      } @else {
        <h1>{{ words.t('nothingOpen.heading') }}</h1>
        <p>{{ words.t('nothingOpen.text') }}</p>
      }
      <div class="actions">
        <a class="button button-primary" routerLink="/new">{{ words.t('new.heading') }}</a>
        <a class="button" routerLink="/channels">{{ words.t('channels.browse') }}</a>
      </div>
      <p class="hint">
        <span class="kbd">{{ shortcuts.modifier }} K</span> {{ words.t('nothingOpen.switcher') }}
        <span class="kbd">?</span> {{ words.t('nothingOpen.shortcuts') }}
      </p>
    </section>`,
  styles: `
    :host {
      display: flex;
      flex: 1;
      flex-direction: column;
      min-height: 0;
    }
    section {
      display: grid;
      flex: 1;
      justify-items: center;
      align-content: center;
      gap: 10px;
      padding: 24px;
      text-align: center;
    }
    p {
      max-width: 46ch;
      color: var(--ink-2);
    }
    .actions {
      display: flex;
      flex-wrap: wrap;
      justify-content: center;
      gap: 8px;
      margin: 10px 0;
    }
    .hint {
      display: flex;
      flex-wrap: wrap;
      justify-content: center;
      gap: 6px;
      font: var(--text-meta);
    }
    .kbd:nth-of-type(2) {
      margin-left: 10px;
    }
  `,
})
export class NothingOpenPage {
  protected readonly words = inject(WordsService);
  protected readonly shortcuts = inject(ShortcutsService);
  private readonly conversations = inject(ConversationsStore);
  /** There is nothing to choose from yet. */
  protected readonly isNew = computed(
    () => this.conversations.loaded() && this.conversations.all().length === 0,
  );
}
