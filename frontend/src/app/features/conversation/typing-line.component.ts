import { ChangeDetectionStrategy, Component, computed, inject, input } from '@angular/core';
import { WordsService } from '../../core/i18n/words.service';
import { TypingStore } from '../../stores/typing.store';
import { NamesService } from '../names/names.service';

const namesShown = 3;

/** Who is writing, between the timeline and the composer; keeps its room so that nothing jumps. */
@Component({
  selector: 'ls-typing-line',
  changeDetection: ChangeDetectionStrategy.OnPush,
  template: `@if (sentence(); as sentence) {
    <span class="dots" aria-hidden="true"><i></i><i></i><i></i></span>{{ sentence }}
  }`,
  styles: `
    :host {
      display: flex;
      align-items: center;
      gap: 8px;
      height: 24px;
      padding: 0 var(--gutter) 2px calc(var(--gutter) + 50px);
      overflow: hidden;
      color: var(--ink-2);
      font: var(--text-meta);
      white-space: nowrap;
    }
    .dots {
      display: inline-flex;
      gap: 3px;
    }
    i {
      width: 5px;
      height: 5px;
      border-radius: 50%;
      background: var(--ink-2);
      animation: breathe 1.2s ease-in-out infinite;
    }
    i:nth-child(2) {
      animation-delay: 0.15s;
    }
    i:nth-child(3) {
      animation-delay: 0.3s;
    }
    @keyframes breathe {
      0%,
      100% {
        opacity: 0.35;
      }
      40% {
        opacity: 1;
      }
    }
    @media (prefers-reduced-motion: reduce) {
      i {
        animation: none;
      }
    }
  `,
})
export class TypingLineComponent {
  private readonly words = inject(WordsService);
  private readonly names = inject(NamesService);
  private readonly typing = inject(TypingStore);
  readonly conversationId = input.required<string>();

  protected readonly sentence = computed(() => {
    const userIds = this.typing.typingIn(this.conversationId())();
    if (userIds.length === 0) return '';
    if (userIds.length > namesShown) return this.words.plural('typing.many', userIds.length);
    const names = this.words.list(userIds.map((userId) => this.names.shortPerson(userId)));
    return this.words.plural('typing.names', userIds.length, { names });
  });
}
