import { CdkMenuTrigger } from '@angular/cdk/menu';
import { ChangeDetectionStrategy, Component, computed, inject, input } from '@angular/core';
import { WordsService } from '../../core/i18n/words.service';
import { ConversationsStore } from '../../stores/conversations.store';
import { IconComponent } from '../../ui/icon.component';
import { PreferencesOfConversations } from './conversation-preferences.service';
import { icons } from './icons';
import { MuteMenuComponent } from './mute-menu.component';
import { PreferenceWords } from './preference-words.service';

/** What one person has set for a conversation, in its details. */
@Component({
  selector: 'ls-preferences',
  changeDetection: ChangeDetectionStrategy.OnPush,
  imports: [CdkMenuTrigger, IconComponent, MuteMenuComponent],
  template: `@if (conversation(); as conversation) {
    <h3>{{ words.t('preferences.heading') }}</h3>
    <button
      type="button"
      class="button"
      [attr.aria-pressed]="present().favourite"
      (click)="preferences.change(conversation.id, { favourite: !present().favourite })"
    >
      <ls-icon [name]="star" />{{
        words.t(present().favourite ? 'preferences.isFavourite' : 'preferences.favourite')
      }}
    </button>
    <label class="label" for="preference-level">{{ words.t('preferences.level') }}</label>
    <select id="preference-level" class="input" (change)="choose($event)">
      @for (choice of levels(); track choice.level) {
        <option [value]="choice.level ?? ''" [selected]="choice.level === present().level">
          {{ choice.label }}
        </option>
      }
    </select>
    @if (muted()) {
      <p class="muted">
        <ls-icon name="bell-off" [size]="16" /><span>{{ muted() }}</span>
      </p>
      <button
        type="button"
        class="button"
        (click)="preferences.change(conversation.id, { mutedUntil: null })"
      >
        <ls-icon name="bell" />{{ words.t('preferences.unmute') }}
      </button>
    } @else {
      <button type="button" class="button" [cdkMenuTriggerFor]="ends">
        <ls-icon name="bell-off" />{{ words.t('preferences.mute') }}
      </button>
      <ng-template #ends>
        <ls-mute-menu (chosen)="preferences.change(conversation.id, { mutedUntil: $event })" />
      </ng-template>
    }
  }`,
  styleUrl: './preferences.component.css',
})
export class PreferencesComponent {
  protected readonly words = inject(WordsService);
  protected readonly preferences = inject(PreferencesOfConversations);
  protected readonly star = icons.star;
  private readonly preferenceWords = inject(PreferenceWords);
  private readonly conversations = inject(ConversationsStore);

  readonly conversationId = input.required<string>();
  protected readonly conversation = computed(() => this.conversations.byId(this.conversationId())());
  protected readonly present = computed(() => this.preferences.of(this.conversationId()));
  protected readonly levels = computed(() => {
    const conversation = this.conversation();
    return conversation ? this.preferenceWords.levels(conversation) : [];
  });
  /** Until when; null where it isn't. */
  protected readonly muted = computed(() => {
    const { mutedUntil } = this.present();
    return mutedUntil && this.preferences.isMuted(this.conversationId())
      ? this.preferenceWords.mutedUntil(mutedUntil)
      : null;
  });

  protected choose(event: Event): void {
    const { value } = event.target as HTMLSelectElement;
    const level = this.levels().find((one) => (one.level ?? '') === value)?.level ?? null;
    this.preferences.change(this.conversationId(), { level });
  }
}
