import {
  ChangeDetectionStrategy,
  Component,
  type ElementRef,
  computed,
  effect,
  inject,
  input,
  output,
  signal,
  untracked,
  viewChild,
} from '@angular/core';
import { codePointLength, type ConversationSummary, limits } from '@litspark/shared-contracts';
import { ConnectionService } from '../../../core/connection.service';
import { WordsService } from '../../../core/i18n/words.service';
import { DraftsStore } from '../../../stores/drafts.store';
import { ParticipantsStore } from '../../../stores/participants.store';
import { MessagingService } from '../../../sync/messaging.service';
import { OutboxService } from '../../../sync/outbox.service';
import { AvatarComponent } from '../../../ui/avatar.component';
import { IconComponent } from '../../../ui/icon.component';
import { begins, matches } from '../../names/fold';
import { NamesService } from '../../names/names.service';
import { EmojiButtonComponent } from './emoji-button.component';
import {
  mentionPieces,
  type MentionText,
  shownText,
  sourceText,
  typedMention,
  withPerson,
} from './mention-text';

/** The counter shows from this share of the limit on. */
const countFrom = 0.8;
const suggestionsShown = 6;
const nothing: MentionText = { text: '', people: new Map() };

/** Where one writes: grows with the text, keeps the draft, completes mentions. */
@Component({
  selector: 'ls-composer',
  changeDetection: ChangeDetectionStrategy.OnPush,
  imports: [AvatarComponent, IconComponent, EmojiButtonComponent],
  templateUrl: './composer.component.html',
  styleUrl: './composer.component.css',
})
export class ComposerComponent {
  protected readonly words = inject(WordsService);
  protected readonly names = inject(NamesService);
  protected readonly connection = inject(ConnectionService);
  private readonly drafts = inject(DraftsStore);
  private readonly participants = inject(ParticipantsStore);
  private readonly messaging = inject(MessagingService);
  private readonly outbox = inject(OutboxService);

  readonly conversation = input.required<ConversationSummary>();
  readonly sent = output();
  private readonly field = viewChild.required<ElementRef<HTMLTextAreaElement>>('field');

  protected readonly draft = signal<MentionText>(nothing);
  private readonly caret = signal(0);
  private readonly dismissedAt = signal<number | null>(null);
  protected readonly chosen = signal(0);

  private readonly id = computed(() => this.conversation().id);
  private readonly source = computed(() => sourceText(this.draft()));
  protected readonly pieces = computed(() => mentionPieces(this.draft()));
  protected readonly length = computed(() => codePointLength(this.source()));
  protected readonly limit = limits.bodyCodePoints;
  protected readonly counted = computed(() => this.length() >= this.limit * countFrom);
  protected readonly tooLong = computed(() => this.length() > this.limit);
  protected readonly blank = computed(() => this.draft().text.trim() === '');
  protected readonly placeholder = computed(() => {
    const name = this.names.conversation(this.conversation());
    const { kind } = this.conversation();
    if (kind === 'direct') return this.words.t('composer.toPerson', { name });
    return this.words.t('composer.placeholder', { name: kind === 'channel' ? `#${name}` : name });
  });

  private readonly typed = computed(() => {
    const typed = typedMention(this.draft().text, this.caret());
    return typed && typed.start !== this.dismissedAt() ? typed : null;
  });
  protected readonly suggestions = computed(() => {
    const typed = this.typed();
    if (!typed) return [];
    return this.participants
      .of(this.id())()
      .map(({ userId }) => this.names.user(userId))
      .filter((user) => user !== undefined)
      .filter((user) => !this.names.isMe(user.id) && !user.disabled && matches(user.displayName, typed.query))
      .sort((a, b) => Number(begins(b.displayName, typed.query)) - Number(begins(a.displayName, typed.query)))
      .slice(0, suggestionsShown);
  });

  constructor() {
    effect(() => {
      const id = this.id();
      untracked(() => {
        this.draft.set(shownText(this.drafts.get(id)()));
        this.dismissedAt.set(null);
      });
    });
    effect(() => {
      const kept = this.drafts.get(this.id())();
      untracked(() => {
        // Typed in another tab; a blank text here is an empty draft there.
        if (kept !== this.source() && (kept || !this.blank())) this.draft.set(shownText(kept));
      });
    });
    effect(() => {
      this.typed();
      untracked(() => this.chosen.set(0));
    });
  }

  focus(): void {
    this.field().nativeElement.focus();
  }

  /** Puts a text in front of what is there: a failed message to be written anew. */
  take(source: string): void {
    const both = [source, this.source()].filter((text) => text.trim()).join('\n');
    this.change(shownText(both));
    this.focus();
  }

  protected typing(): void {
    const { value, selectionStart } = this.field().nativeElement;
    this.change({ ...this.draft(), text: value });
    this.caret.set(selectionStart);
    if (value.trim()) this.messaging.setTyping(this.id(), true);
  }

  protected moved(): void {
    this.caret.set(this.field().nativeElement.selectionStart);
  }

  protected key(event: KeyboardEvent): void {
    if (event.isComposing) return;
    if (this.suggestions().length > 0 && this.keyInSuggestions(event)) {
      event.preventDefault();
      event.stopPropagation();
      return;
    }
    if (event.key === 'Enter' && !event.shiftKey && !event.altKey) {
      event.preventDefault();
      this.send();
    }
  }

  protected send(): void {
    if (this.blank() || this.tooLong()) return;
    this.outbox.send(this.id(), this.source());
    this.messaging.setTyping(this.id(), false);
    this.change(nothing);
    this.sent.emit();
    this.focus();
  }

  protected mention(userId: string): void {
    const typed = this.typed();
    if (!typed) return;
    const { people, name } = withPerson(this.draft().people, this.names.person(userId), userId);
    this.replace(typed.start, this.caret(), `@${name} `, people);
  }

  protected insert(text: string): void {
    const { selectionStart, selectionEnd } = this.field().nativeElement;
    this.replace(selectionStart, selectionEnd, text, this.draft().people);
  }

  private replace(from: number, to: number, inserted: string, people: ReadonlyMap<string, string>): void {
    const { text } = this.draft();
    const caret = from + inserted.length;
    this.change({ text: text.slice(0, from) + inserted + text.slice(to), people });
    this.caret.set(caret);
    const field = this.field().nativeElement;
    field.value = this.draft().text;
    field.focus();
    field.setSelectionRange(caret, caret);
  }

  private change(draft: MentionText): void {
    this.draft.set(draft);
    this.drafts.set(this.id(), this.source());
  }

  /** True when the key was meant for the list of people. */
  private keyInSuggestions(event: KeyboardEvent): boolean {
    const count = this.suggestions().length;
    if (event.key === 'ArrowDown' || event.key === 'ArrowUp') {
      const by = event.key === 'ArrowDown' ? 1 : -1;
      this.chosen.update((index) => (index + by + count) % count);
    } else if (event.key === 'Enter' || event.key === 'Tab') {
      this.mention(this.suggestions()[this.chosen()]?.id ?? '');
    } else if (event.key === 'Escape') {
      this.dismissedAt.set(this.typed()?.start ?? null);
    } else {
      return false;
    }
    return true;
  }
}
