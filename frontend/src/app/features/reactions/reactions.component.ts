import { ChangeDetectionStrategy, Component, effect, inject, input, output, untracked } from '@angular/core';
import type { Message, Reaction } from '@litspark/shared-contracts';
import { WordsService } from '../../core/i18n/words.service';
import { ReactionLists } from './sync/reaction-lists.service';
import { IconComponent } from '../../ui/icon.component';
import { NamesService } from '../names/names.service';
import { Reacting } from './sync/reacting.service';

/** Past so many names, the rest is a number. */
const namesShown = 8;

/** The reactions under a message, each a button that adds one's own or takes it back. */
@Component({
  selector: 'ls-reactions',
  changeDetection: ChangeDetectionStrategy.OnPush,
  imports: [IconComponent],
  host: { role: 'group', '[attr.aria-label]': "words.t('reactions.heading')" },
  template: `
    @for (reaction of message().reactions; track reaction.emoji) {
      <button
        type="button"
        [class.own]="own(reaction)"
        [attr.aria-pressed]="own(reaction)"
        [attr.aria-label]="label(reaction)"
        [title]="who(reaction)"
        (click)="reacting.set(message(), reaction.emoji, !own(reaction))"
      >
        <span class="pill"
          ><span class="emoji">{{ reaction.emoji }}</span> {{ words.number(reaction.count) }}</span
        >
      </button>
    }
    <button
      type="button"
      #add
      class="add"
      [attr.aria-label]="words.t('reactions.add')"
      [title]="words.t('reactions.add')"
      (click)="more.emit(add)"
    >
      <span class="pill"><ls-icon name="face-slightly-smiling-plus" [size]="16" /></span>
    </button>
  `,
  styles: `
    :host {
      display: flex;
      flex-wrap: wrap;
      gap: 2px 6px;
      padding: 3px 0 2px;
    }
    button {
      padding: 0;
      border: 0;
      border-radius: 999px;
      background: none;
      color: var(--ink-2);
    }
    .pill {
      display: inline-flex;
      align-items: center;
      gap: 6px;
      min-height: 26px;
      padding: 0 9px;
      border: 1px solid var(--line);
      border-radius: 999px;
      background: var(--raised);
      font: 500 13px/18px var(--face);
      font-variant-numeric: tabular-nums;
    }
    .emoji {
      font: 15px/18px var(--emoji);
    }
    button:hover .pill {
      border-color: var(--line-strong);
    }
    /* Weight and a thicker edge say the same as the colour. */
    .own .pill {
      padding: 0 8px;
      border: 2px solid var(--primary);
      background: var(--primary-soft);
      color: var(--primary);
      font-weight: 700;
    }
    .add .pill {
      padding: 0 8px;
      border-style: dashed;
      background: none;
    }
    @media (pointer: coarse), (max-width: 759.98px) {
      :host {
        gap: 0 6px;
        padding: 0;
      }
      button {
        min-width: 44px;
        min-height: 44px;
        margin: -4px 0;
      }
      .pill {
        min-height: 30px;
      }
    }
  `,
})
export class ReactionsComponent {
  protected readonly words = inject(WordsService);
  protected readonly reacting = inject(Reacting);
  private readonly names = inject(NamesService);

  readonly message = input.required<Message>();
  /** Another emoji is wanted; the button that asked. */
  readonly more = output<HTMLElement>();

  constructor() {
    const lists = inject(ReactionLists);
    effect(() => {
      const message = this.message();
      untracked(() => lists.learnOwn(message));
    });
  }

  protected own({ userIds }: Reaction): boolean {
    return userIds.some((userId) => this.names.isMe(userId));
  }

  /** « Vous, Inès et 3 autres ». */
  protected who({ userIds, count }: Reaction): string {
    const ordered = [...userIds].sort((a, b) => Number(this.names.isMe(b)) - Number(this.names.isMe(a)));
    const shown = ordered.slice(0, namesShown);
    const names = shown.map((userId) =>
      this.names.isMe(userId) ? this.words.t('reactions.you') : this.names.person(userId),
    );
    const others = count - shown.length;
    return this.words.list(others > 0 ? [...names, this.words.plural('readers.others', others)] : names);
  }

  protected label(reaction: Reaction): string {
    const { emoji, count } = reaction;
    return this.words.plural('reactions.label', count, { emoji, names: this.who(reaction) });
  }
}
