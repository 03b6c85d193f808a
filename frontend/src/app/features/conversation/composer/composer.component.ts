import {
  ChangeDetectionStrategy,
  Component,
  type ElementRef,
  computed,
  effect,
  inject,
  Injector,
  input,
  output,
  signal,
  untracked,
  viewChild,
} from '@angular/core';
import { takeUntilDestroyed } from '@angular/core/rxjs-interop';
import { codePointLength, type ConversationSummary, limits } from '@litspark/shared-contracts';
import { filter } from 'rxjs';
import { ConnectionService } from '../../../core/connection.service';
import { WordsService } from '../../../core/i18n/words.service';
import { DraftsStore, noDraft } from '../../../stores/drafts.store';
import { MessagesStore } from '../../../stores/messages.store';
import { MessagingService } from '../../../sync/messaging.service';
import { OutboxService } from '../../../sync/outbox.service';
import { AvatarComponent } from '../../../ui/avatar.component';
import { IconComponent } from '../../../ui/icon.component';
import type { ComposerTarget } from '../../feature/composer-action';
import { DraftCopies } from '../../messaging/draft-copies.service';
import { Viewport } from '../../messaging/viewport.service';
import { NamesService } from '../../names/names.service';
import { MessageActions } from '../message/message-actions.service';
import { ComposerContextComponent } from './composer-context.component';
import { ComposerPartsComponent } from './composer-parts.component';
import { ComposerToolsComponent } from './composer-tools.component';
import { Composing } from './composing.service';
import { EmojiButtonComponent } from './emoji-button.component';
import { enterSends, isSend } from './enter-key';
import { MentionSuggestions } from './mention-suggestions';
import {
  mentionPieces,
  type MentionText,
  shownText,
  sourceText,
  takesSpace,
  withPerson,
} from './mention-text';
import { SendChoicesComponent } from './send-choices.component';

/** The counter shows from this share of the limit on. */
const countFrom = 0.8;
const nothing: MentionText = { text: '', people: new Map() };

/** Where one writes: grows with the text, keeps the draft, completes mentions; also edits what was sent. */
@Component({
  selector: 'ls-composer',
  changeDetection: ChangeDetectionStrategy.OnPush,
  imports: [
    AvatarComponent,
    IconComponent,
    ComposerContextComponent,
    ComposerPartsComponent,
    ComposerToolsComponent,
    EmojiButtonComponent,
    SendChoicesComponent,
  ],
  templateUrl: './composer.component.html',
  styleUrl: './composer.component.css',
})
export class ComposerComponent {
  protected readonly words = inject(WordsService);
  protected readonly names = inject(NamesService);
  protected readonly connection = inject(ConnectionService);
  protected readonly viewport = inject(Viewport);
  private readonly drafts = inject(DraftsStore);
  private readonly messages = inject(MessagesStore);
  private readonly messaging = inject(MessagingService);
  private readonly outbox = inject(OutboxService);
  private readonly copies = inject(DraftCopies);
  private readonly composing = inject(Composing);
  private readonly actions = inject(MessageActions);
  private readonly injector = inject(Injector);
  protected readonly enterSends = enterSends();

  readonly conversation = input.required<ConversationSummary>();
  readonly sent = output();
  private readonly field = viewChild.required<ElementRef<HTMLTextAreaElement>>('field');

  protected readonly id = computed(() => this.conversation().id);
  private readonly draft = signal<MentionText>(nothing);
  protected readonly editing = computed(() => this.composing.editing(this.id()));
  protected readonly replyTo = computed(() => this.drafts.replyTo(this.id())());
  protected readonly parts = computed(() => this.drafts.parts(this.id())());
  /** What is in the field: the draft, or the text of the edit while there is one. */
  protected readonly content = computed(() => this.editing()?.text ?? this.draft());
  private readonly caret = signal(0);
  protected readonly suggestions = new MentionSuggestions(
    this.id,
    computed(() => this.content().text),
    this.caret,
  );

  /** What is written here, for the actions of features. */
  protected readonly target = (origin: HTMLElement): ComposerTarget => ({
    conversation: this.conversation(),
    origin,
    injector: this.injector,
    insert: (text) => this.insert(text),
    focus: () => this.focus(),
  });

  /** The text and the caret right after a mention was chosen, until something is typed. */
  private completed: { text: string; caret: number } | null = null;

  private readonly source = computed(() => sourceText(this.content()));
  protected readonly pieces = computed(() => mentionPieces(this.content()));
  protected readonly length = computed(() => codePointLength(this.source()));
  protected readonly limit = limits.bodyCodePoints;
  protected readonly counted = computed(() => this.length() >= this.limit * countFrom);
  protected readonly tooLong = computed(() => this.length() > this.limit);
  protected readonly blank = computed(() => this.content().text.trim() === '');
  protected readonly sendable = computed(() => !this.blank() && !this.tooLong());
  protected readonly describedBy = computed(() => {
    const context = this.editing() || this.replyTo() ? ['composer-context'] : [];
    const count = this.counted() ? ['composer-count'] : [];
    return [...context, ...count].join(' ') || null;
  });
  protected readonly placeholder = computed(() => {
    const name = this.names.conversation(this.conversation());
    const { kind } = this.conversation();
    if (kind === 'direct') return this.words.t('composer.toPerson', { name });
    return this.words.t('composer.placeholder', { name: kind === 'channel' ? `#${name}` : name });
  });

  constructor() {
    effect(() => {
      const id = this.id();
      untracked(() => this.draft.set(shownText(this.drafts.get(id)())));
    });
    effect(() => {
      const kept = this.drafts.get(this.id())();
      untracked(() => {
        const held = sourceText(this.draft());
        // Typed in another tab; a blank text here is an empty draft there.
        if (kept !== held && (kept || held.trim())) this.draft.set(shownText(kept));
      });
    });
    this.composing.asked$
      .pipe(
        filter((id) => id === this.id()),
        takeUntilDestroyed(),
      )
      .subscribe(() => {
        this.showAtOnce();
        // A menu that closes gives the focus back to where it was opened.
        requestAnimationFrame(() => this.focus());
      });
  }

  focus(): void {
    this.field().nativeElement.focus();
  }

  /** Goes on with the draft, which a failed message was put in front of. */
  resume(): void {
    this.composing.endEdit(this.id());
    this.focus();
  }

  protected typing(): void {
    const { value, selectionStart } = this.field().nativeElement;
    const { completed } = this;
    this.completed = null;
    this.change({ ...this.content(), text: value });
    this.caret.set(selectionStart);
    const sign = completed && takesSpace(completed.text, value, completed.caret);
    if (completed && sign)
      this.replace(completed.caret - 1, completed.caret + 1, sign, this.content().people);
    if (value.trim() && !this.editing()) this.messaging.setTyping(this.id(), true);
  }

  protected moved(): void {
    this.caret.set(this.field().nativeElement.selectionStart);
  }

  protected key(event: KeyboardEvent): void {
    if (event.isComposing) return;
    const plain = !event.shiftKey && !event.altKey && !event.ctrlKey && !event.metaKey;
    const taken =
      (this.suggestions.users().length > 0 && this.keyInSuggestions(event)) ||
      (event.key === 'Escape' && this.leave()) ||
      (event.key === 'ArrowUp' && plain && this.editLast());
    if (taken) {
      event.preventDefault();
      event.stopPropagation();
    } else if (isSend(event, this.enterSends())) {
      event.preventDefault();
      this.submit();
    }
  }

  protected submit(): void {
    if (!this.sendable()) return;
    const editing = this.editing();
    if (editing) {
      const body = this.source();
      this.composing.endEdit(this.id());
      if (body !== editing.from) this.actions.saveEdit(editing.message, editing.from, body);
    } else {
      const draft = this.drafts.all().get(this.id()) ?? noDraft;
      const fromDraft = this.copies.idsOf(this.id()).length > 0;
      this.outbox.send(this.id(), { ...draft, text: this.source() }, fromDraft);
      this.messaging.setTyping(this.id(), false);
      this.draft.set(nothing);
      this.drafts.put(this.id(), noDraft);
      this.sent.emit();
    }
    this.focus();
  }

  /** One step out of the edit, else of the reply. False when there was nothing to leave. */
  protected leave(): boolean {
    if (this.editing()) this.composing.endEdit(this.id());
    else if (this.replyTo()) this.drafts.setReplyTo(this.id(), null);
    else return false;
    this.focus();
    return true;
  }

  protected mention(userId: string): void {
    const typed = this.suggestions.typed();
    if (!typed) return;
    const { people, name } = withPerson(this.content().people, this.names.person(userId), userId);
    this.suggestions.dismiss();
    this.replace(typed.start, this.caret(), `@${name} `, people);
    this.completed = { text: this.content().text, caret: this.caret() };
  }

  protected insert(text: string): void {
    const { selectionStart, selectionEnd } = this.field().nativeElement;
    this.replace(selectionStart, selectionEnd, text, this.content().people);
  }

  private editLast(): boolean {
    if (this.content().text || this.editing()) return false;
    const { messages } = this.messages.timeline(this.id())();
    const last = messages.findLast(({ senderId, deletedAt }) => this.names.isMe(senderId) && !deletedAt);
    if (last) this.actions.edit(last);
    return last !== undefined;
  }

  /** What is typed next belongs to this text: the field doesn't wait for the next rendering. */
  private showAtOnce(): void {
    const field = this.field().nativeElement;
    field.value = this.content().text;
    field.focus();
    field.setSelectionRange(field.value.length, field.value.length);
  }

  private replace(from: number, to: number, inserted: string, people: ReadonlyMap<string, string>): void {
    const { text } = this.content();
    const caret = from + inserted.length;
    this.change({ text: text.slice(0, from) + inserted + text.slice(to), people });
    this.caret.set(caret);
    const field = this.field().nativeElement;
    field.value = this.content().text;
    field.focus();
    field.setSelectionRange(caret, caret);
  }

  private change(text: MentionText): void {
    if (this.editing()) {
      this.composing.write(this.id(), text);
    } else {
      this.draft.set(text);
      this.drafts.set(this.id(), this.source());
    }
  }

  /** True when the key was meant for the list of people. */
  private keyInSuggestions({ key }: KeyboardEvent): boolean {
    const { suggestions } = this;
    if (key === 'ArrowDown' || key === 'ArrowUp') suggestions.step(key === 'ArrowDown' ? 1 : -1);
    else if (key === 'Enter' || key === 'Tab') {
      this.mention(suggestions.users()[suggestions.chosen()]?.id ?? '');
    } else if (key === 'Escape') suggestions.dismiss();
    else return false;
    return true;
  }
}
