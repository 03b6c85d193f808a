import { ChangeDetectionStrategy, Component, computed, effect, inject, signal } from '@angular/core';
import { Router, RouterLink } from '@angular/router';
import { ConnectionService } from '../../core/connection.service';
import { WordsService } from '../../core/i18n/words.service';
import { ConversationsStore } from '../../stores/conversations.store';
import { LogoComponent } from '../../ui/logo.component';
import { SkeletonComponent } from '../../ui/skeleton.component';
import { LastConversation } from './last-conversation.service';
import { PageHeadComponent } from './page-head.component';
import { ShortcutsService } from './shortcuts.service';
import { Viewport } from './viewport.service';

/** Pages that one comes from when the application is opened, not when one goes about in it. */
const entrances = /^\/(sign-in|setup)\b/;

/**
 * Beside the list while no conversation is open. Where the application was just opened on a wide screen, it leads on to the
 * conversation that was open last, else to the first unread one.
 */
@Component({
  selector: 'ls-nothing-open-page',
  changeDetection: ChangeDetectionStrategy.OnPush,
  imports: [RouterLink, LogoComponent, PageHeadComponent, SkeletonComponent],
  template: `<ls-page-head />
    @if (opening()) {
      <ls-skeleton [rows]="7" />
    } @else {
      <section>
        <ls-logo [size]="64" />
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
      </section>
    }`,
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
  private readonly last = inject(LastConversation);
  private readonly connection = inject(ConnectionService);
  private readonly leadsOn = signal(false);
  /** Which conversation to lead on to isn't known yet. */
  protected readonly opening = computed(() => this.leadsOn() && this.last.toOpen() !== null);

  constructor() {
    const router = inject(Router);
    const { previousNavigation } = router.currentNavigation() ?? {};
    const cameFrom = previousNavigation?.finalUrl?.toString();
    const entered = cameFrom === undefined || entrances.test(cameFrom);
    this.leadsOn.set(entered && !inject(Viewport).narrow());
    effect(() => {
      if (!this.leadsOn()) return;
      const id = this.last.toOpen();
      if (id) void router.navigate(['/c', id], { replaceUrl: true });
      // Who has begun to look around isn't led away once the network is back.
      if (id === null || (id === undefined && this.connection.cutOff())) this.leadsOn.set(false);
    });
  }
}
