import { ChangeDetectionStrategy, Component, computed, inject, model, output, signal } from '@angular/core';
import { FormsModule } from '@angular/forms';
import { Router } from '@angular/router';
import { codePointLength, limits, type User, type Visibility } from '@litspark/shared-contracts';
import { ErrorWords } from '../../core/i18n/error-words';
import { WordsService } from '../../core/i18n/words.service';
import { ConversationActionsService } from '../../sync/conversation-actions.service';
import { IconComponent } from '../../ui/icon.component';
import { PeoplePickerComponent } from '../people/people-picker.component';

/** Starts a conversation: with one person, with several, or a channel with a name. */
@Component({
  selector: 'ls-new-conversation',
  changeDetection: ChangeDetectionStrategy.OnPush,
  imports: [FormsModule, IconComponent, PeoplePickerComponent],
  templateUrl: './new-conversation.component.html',
  styleUrl: './new-conversation.component.css',
})
export class NewConversationComponent {
  protected readonly words = inject(WordsService);
  private readonly actions = inject(ConversationActionsService);
  private readonly errors = inject(ErrorWords);
  private readonly router = inject(Router);
  readonly created = output();
  readonly cancelled = output();

  readonly kind = model<'people' | 'channel'>('people');
  protected readonly people = signal<User[]>([]);
  protected readonly title = signal('');
  protected readonly visibility = signal<Visibility>('public');
  protected readonly busy = signal(false);
  protected readonly error = signal<string | null>(null);
  protected readonly titleLimit = limits.titleCodePoints;

  protected readonly ready = computed(() => {
    if (codePointLength(this.title()) > limits.titleCodePoints) return false;
    return this.kind() === 'channel' ? this.title().trim() !== '' : this.people().length > 0;
  });

  protected async create(): Promise<void> {
    if (!this.ready() || this.busy()) return;
    this.busy.set(true);
    this.error.set(null);
    try {
      const { id } = await this.start();
      this.created.emit();
      await this.router.navigate(['/c', id]);
    } catch (thrown) {
      this.error.set(this.errors.sentence(thrown));
    } finally {
      this.busy.set(false);
    }
  }

  private start() {
    const ids = this.people().map((user) => user.id);
    const title = this.title().trim();
    if (this.kind() === 'channel') return this.actions.createChannel(title, this.visibility(), ids);
    const only = ids.length === 1 ? ids[0] : undefined;
    return only ? this.actions.createDirect(only) : this.actions.createGroup(ids, title || undefined);
  }
}
