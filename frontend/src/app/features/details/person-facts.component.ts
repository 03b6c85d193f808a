import { ChangeDetectionStrategy, Component, computed, inject, input } from '@angular/core';
import { RouterLink } from '@angular/router';
import type { ConversationSummary } from '@litspark/shared-contracts';
import { Clock } from '../../core/clock';
import { dayAndMonth, timeAgo } from '../../core/i18n/dates';
import { WordsService } from '../../core/i18n/words.service';
import { ConversationsStore } from '../../stores/conversations.store';
import { IconComponent } from '../../ui/icon.component';
import { NamesService } from '../names/names.service';

/** The other person of a direct conversation: presence, address, what both take part in, and since when they write. */
@Component({
  selector: 'ls-person-facts',
  changeDetection: ChangeDetectionStrategy.OnPush,
  imports: [RouterLink, IconComponent],
  template: `@if (person(); as person) {
    <dl>
      <dt>{{ words.t('person.presence') }}</dt>
      <dd>{{ presence() }}</dd>
      <dt>{{ words.t('signIn.email') }}</dt>
      <dd>
        <a [href]="'mailto:' + person.email"
          ><bdi>{{ person.email }}</bdi></a
        >
      </dd>
      @if (person.role === 'admin') {
        <dt>{{ words.t('admin.role') }}</dt>
        <dd>{{ words.t('admin.admin') }}</dd>
      }
      <dt>{{ words.t('person.messages') }}</dt>
      <dd>{{ messages() }}</dd>
      @if (common().length > 0) {
        <dt>{{ words.t('person.common') }}</dt>
        <dd>
          <ul>
            @for (one of common(); track one.id) {
              <li>
                <a [routerLink]="['/c', one.id]"
                  ><ls-icon [name]="names.sign(one) ?? 'users'" [size]="14" /><bdi>{{
                    names.conversation(one)
                  }}</bdi></a
                >
              </li>
            }
          </ul>
        </dd>
      }
    </dl>
  }`,
  styles: `
    :host {
      display: block;
      padding: 16px 20px;
      border-top: 1px solid var(--line);
    }
    dl {
      display: grid;
      gap: 2px;
    }
    dt {
      color: var(--ink-2);
      font: var(--text-meta);
    }
    dd {
      margin-bottom: 10px;
      overflow-wrap: anywhere;
    }
    li a {
      display: flex;
      align-items: center;
      gap: 6px;
      min-height: 28px;
    }
    @media (pointer: coarse) {
      li a,
      dd > a {
        display: flex;
        align-items: center;
        min-height: 44px;
      }
    }
  `,
})
export class PersonFactsComponent {
  protected readonly words = inject(WordsService);
  protected readonly names = inject(NamesService);
  private readonly conversations = inject(ConversationsStore);
  private readonly clock = inject(Clock);
  readonly userId = input.required<string>();
  readonly conversation = input.required<ConversationSummary>();

  protected readonly person = computed(() => this.names.user(this.userId()));
  protected readonly presence = computed(() => {
    const person = this.person();
    if (!person) return '';
    if (person.presence !== 'offline' || !person.lastSeenAt) {
      return this.words.t(`presence.full.${person.presence}`);
    }
    const ago = timeAgo(new Date(person.lastSeenAt), this.clock.now(), this.words.locale());
    return this.words.t('person.lastSeen', { ago });
  });
  protected readonly messages = computed(() => {
    const { lastSeq, createdAt } = this.conversation();
    const day = dayAndMonth(new Date(createdAt), this.clock.now(), this.words.locale());
    return this.words.plural('person.messagesSince', lastSeq, { day });
  });
  /** As far as this client knows who takes part. */
  protected readonly common = computed(() =>
    this.conversations
      .all()
      .filter(({ kind, archived }) => kind !== 'direct' && !archived)
      .filter(({ participants }) => participants.some(({ userId }) => userId === this.userId())),
  );
}
