import { CdkMenu, CdkMenuItem, CdkMenuTrigger } from '@angular/cdk/menu';
import {
  ChangeDetectionStrategy,
  Component,
  computed,
  effect,
  inject,
  input,
  untracked,
} from '@angular/core';
import { Router } from '@angular/router';
import { limits, type Participant, type User } from '@litspark/shared-contracts';
import { ErrorWords } from '../../core/i18n/error-words';
import { WordsService } from '../../core/i18n/words.service';
import { ConversationsStore } from '../../stores/conversations.store';
import { ParticipantsStore } from '../../stores/participants.store';
import { ConversationActionsService } from '../../sync/conversation-actions.service';
import { DirectoryService } from '../../sync/directory.service';
import { MessagingService } from '../../sync/messaging.service';
import { AvatarComponent } from '../../ui/avatar.component';
import { IconComponent } from '../../ui/icon.component';
import { Dialogs } from '../messaging/dialogs.service';
import { ConversationFaceComponent } from '../names/conversation-face.component';
import { ConfirmService } from '../messaging/confirm.service';
import { isManager } from '../messaging/is-manager';
import { OwnParticipation } from '../messaging/own-participation.service';
import { pagedSearch } from '../messaging/paged-search';
import { SidePanelComponent } from '../messaging/side-panel.component';
import { SnackService } from '../messaging/snack.service';
import { NamesService } from '../names/names.service';
import { matches } from '../names/text-match';
import { AddParticipantsDialog } from './add-participants.dialog';
import { EditableTextComponent } from './editable-text.component';
import { FeatureSectionsComponent } from './feature-sections.component';
import { PersonFactsComponent } from './person-facts.component';

/** Past this many participants a field to find one appears. */
const searchableFrom = 12;
/** Participants found at once. */
const pageSize = 100;

type Listed = Pick<Participant, 'userId' | 'role'>;

/** What a conversation is and who takes part: a panel on the right, a page of its own when narrow. */
@Component({
  selector: 'ls-details',
  changeDetection: ChangeDetectionStrategy.OnPush,
  imports: [
    CdkMenu,
    CdkMenuItem,
    CdkMenuTrigger,
    AvatarComponent,
    IconComponent,
    ConversationFaceComponent,
    EditableTextComponent,
    FeatureSectionsComponent,
    PersonFactsComponent,
    SidePanelComponent,
  ],
  templateUrl: './details.component.html',
  styleUrl: './details.component.css',
})
export class DetailsComponent {
  protected readonly words = inject(WordsService);
  protected readonly names = inject(NamesService);
  protected readonly limits = limits;
  private readonly conversations = inject(ConversationsStore);
  private readonly participants = inject(ParticipantsStore);
  private readonly participation = inject(OwnParticipation);
  private readonly messaging = inject(MessagingService);
  private readonly directory = inject(DirectoryService);
  private readonly actions = inject(ConversationActionsService);
  private readonly confirm = inject(ConfirmService);
  private readonly snack = inject(SnackService);
  private readonly errors = inject(ErrorWords);
  private readonly dialog = inject(Dialogs);
  private readonly router = inject(Router);

  readonly conversationId = input.required<string>();
  protected readonly conversation = computed(() => this.conversations.byId(this.conversationId())());
  private readonly everybody = computed(() => this.participants.of(this.conversationId())());
  protected readonly searchable = computed(
    () => (this.conversation()?.participantCount ?? 0) > searchableFrom,
  );
  protected readonly search = pagedSearch<User>(async (query, cursor) =>
    query
      ? this.directory.participants(this.conversationId(), query, pageSize, cursor)
      : { items: [], nextCursor: null },
  );
  private readonly ordered = computed(() =>
    [...this.everybody()].sort(
      (a, b) =>
        Number(b.role === 'owner') - Number(a.role === 'owner') ||
        this.names.person(a.userId).localeCompare(this.names.person(b.userId), this.words.locale()),
    ),
  );
  /** Whom the server finds, best first; then who is known here to match: while it is asked, and the disabled. */
  protected readonly people = computed<Listed[]>(() => {
    const query = this.search.query().trim();
    if (!query) return this.ordered();
    const known = new Map(this.ordered().map((one) => [one.userId, one]));
    const found = (this.search.items() ?? []).map(
      ({ id }): Listed => known.get(id) ?? { userId: id, role: 'member' },
    );
    const ids = new Set(found.map(({ userId }) => userId));
    const others = this.ordered().filter(
      ({ userId }) => !ids.has(userId) && matches(this.names.person(userId), query),
    );
    return [...found, ...others];
  });
  /** The answer to what is typed is there. */
  protected readonly none = computed(
    () => this.people().length === 0 && this.search.items() !== null && this.search.error() === null,
  );
  private readonly owner = computed(() => this.participation.isOwner(this.conversationId()));
  protected readonly direct = computed(() => this.conversation()?.kind === 'direct');
  protected readonly mayArchive = computed(() => {
    const conversation = this.conversation();
    return conversation !== undefined && isManager(conversation.kind, this.owner());
  });
  /** A direct has no name, and always the same two. */
  protected readonly mayChange = computed(() => this.mayArchive() && !this.direct());

  constructor() {
    effect(() => {
      const id = this.conversationId();
      untracked(() => this.search.set(''));
      untracked(
        () => void this.messaging.loadParticipants(id).catch((thrown: unknown) => this.showError(thrown)),
      );
    });
  }

  protected mayRemove(participant: Listed): boolean {
    return !this.direct() && this.owner() && !this.names.isMe(participant.userId);
  }

  protected presence(userId: string): string {
    const presence = this.names.user(userId)?.presence;
    return presence ? this.words.t(`presence.${presence}`) : '';
  }

  protected readonly rename = (title: string) => this.actions.rename(this.conversationId(), title);
  protected readonly setTopic = (topic: string) => this.actions.setTopic(this.conversationId(), topic);

  protected add(): void {
    const excluded = this.everybody().map((one) => one.userId);
    this.dialog.open(AddParticipantsDialog, {
      data: { conversationId: this.conversationId(), excluded },
      backdropClass: 'dialog-scrim',
      ariaModal: true,
      ariaLabel: this.words.t('details.addHeading'),
    });
  }

  protected async write(userId: string): Promise<void> {
    try {
      const { id } = await this.actions.createDirect(userId);
      await this.router.navigate(['/c', id]);
    } catch (thrown) {
      this.showError(thrown);
    }
  }

  protected async remove(userId: string): Promise<void> {
    const name = this.names.person(userId);
    const sure = await this.confirm.ask({
      heading: this.words.t('details.removeAsk', { name }),
      text: this.words.t('details.removeText'),
      confirm: this.words.t('details.remove'),
    });
    if (!sure) return;
    await this.attempt(() => this.actions.removeParticipant(this.conversationId(), userId));
    await this.attempt(() => this.messaging.loadParticipants(this.conversationId()));
    this.search.retry();
  }

  protected async leave(): Promise<void> {
    const sure = await this.confirm.ask({
      heading: this.words.t('details.leaveAsk'),
      text: this.words.t(
        this.conversation()?.visibility === 'public' ? 'details.leavePublic' : 'details.leavePrivate',
      ),
      confirm: this.words.t('details.leave'),
    });
    if (sure && (await this.attempt(() => this.actions.leave(this.conversationId())))) {
      await this.router.navigateByUrl('/');
    }
  }

  protected async archive(archived: boolean): Promise<void> {
    const id = this.conversationId();
    if (archived && !(await this.isArchivingConfirmed())) return;
    if (!(await this.attempt(() => this.actions.setArchived(id, archived))) || !archived) return;
    this.snack.show(this.words.t('details.archived'), {
      label: this.words.t('action.undo'),
      run: () => void this.attempt(() => this.actions.setArchived(id, false)),
    });
  }

  /** Asks, unless nobody else takes part. */
  private async isArchivingConfirmed(): Promise<boolean> {
    const conversation = this.conversation();
    const count = conversation?.participantCount ?? 0;
    if (!conversation || count < 2) return true;
    const name = this.names.conversation(conversation);
    return this.confirm.ask({
      heading: this.direct()
        ? this.words.t('details.archiveDirectAsk', { name })
        : this.words.plural('details.archiveAsk', count, { name }),
      text: this.words.t('details.archiveText'),
      confirm: this.words.t('details.archive'),
    });
  }

  private async attempt(act: () => Promise<unknown>): Promise<boolean> {
    try {
      await act();
      return true;
    } catch (thrown) {
      this.showError(thrown);
      return false;
    }
  }

  private showError(thrown: unknown): void {
    this.snack.show(this.errors.sentence(thrown));
  }
}
