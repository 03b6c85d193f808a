import { ChangeDetectionStrategy, Component, computed, inject, input, output } from '@angular/core';
import { WordsService } from '../../../core/i18n/words.service';
import { DraftsStore } from '../../../stores/drafts.store';
import { SingleMessages } from '../../../sync/single-messages.service';
import { IconComponent } from '../../../ui/icon.component';
import { NamesService } from '../../names/names.service';
import { quotedLine } from '../../message-panel/quoted-line';
import { Composing } from './composing.service';

/** Above the field: what is being edited, or answered, and a way out of it. */
@Component({
  selector: 'ls-composer-context',
  changeDetection: ChangeDetectionStrategy.OnPush,
  imports: [IconComponent],
  template: `@if (context(); as shown) {
    <div class="bar" [class.edit]="shown.icon === 'pencil'">
      <ls-icon [name]="shown.icon" [size]="16" />
      <p id="composer-context">
        <strong>{{ shown.heading }}</strong>
        @if (shown.text) {
          <bdi class="text" [class.keyboard-only]="shown.icon === 'pencil'">{{ shown.text }}</bdi>
        }
      </p>
      <button
        type="button"
        class="icon-button"
        [attr.aria-label]="shown.leave"
        [title]="shown.leave"
        (click)="left.emit()"
      >
        <ls-icon name="x" [size]="18" />
      </button>
    </div>
  }`,
  styles: `
    .bar {
      display: flex;
      align-items: center;
      gap: 10px;
      min-height: 40px;
      padding: 2px 4px 2px 14px;
      border-bottom: 1px solid var(--line);
      color: var(--ink-2);
      font: 13px/20px var(--face);
    }
    .edit {
      background: var(--primary-soft);
      color: var(--primary);
    }
    p {
      flex: 1;
      min-width: 0;
      overflow: hidden;
      text-overflow: ellipsis;
      white-space: nowrap;
    }
    strong {
      margin-right: 8px;
      color: var(--ink);
      font-weight: 600;
    }
    .edit .text {
      color: var(--ink-2);
    }
    .bar .icon-button {
      width: max(32px, var(--control) - 8px);
      height: max(32px, var(--control) - 8px);
    }
    @media (pointer: coarse), (max-width: 759.98px) {
      /* A phone has no Escape key; the cross is there. */
      .edit .text {
        display: none;
      }
      .bar .icon-button {
        width: 44px;
        height: 44px;
      }
    }
  `,
})
export class ComposerContextComponent {
  private readonly words = inject(WordsService);
  private readonly names = inject(NamesService);
  private readonly drafts = inject(DraftsStore);
  private readonly quoted = inject(SingleMessages);
  private readonly composing = inject(Composing);

  readonly conversationId = input.required<string>();
  readonly left = output();

  private readonly replyTo = computed(() => this.drafts.replyTo(this.conversationId())());
  protected readonly context = computed(() => {
    if (this.composing.editing(this.conversationId())) {
      return {
        icon: 'pencil' as const,
        heading: this.words.t('composer.editing'),
        text: this.words.t('composer.editingText'),
        leave: this.words.t('composer.leaveEdit'),
      };
    }
    const id = this.replyTo();
    if (!id) return null;
    const message = this.quoted.of(this.conversationId(), id)();
    return {
      icon: 'reply' as const,
      heading: message
        ? this.words.t('composer.replying', { name: this.names.person(message.senderId) })
        : this.words.t('composer.replyingBare'),
      text: quotedLine(message, this.words, this.names),
      leave: this.words.t('composer.leaveReply'),
    };
  });
}
