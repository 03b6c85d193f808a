import { ChangeDetectionStrategy, Component, computed, inject, input } from '@angular/core';
import { WordsService } from '../../core/i18n/words.service';
import { IconComponent } from '../../ui/icon.component';
import { ConversationSections, type ShownSection } from '../messaging/conversation-sections.service';
import { UnreadStates } from '../messaging/unread-states.service';

/** The title of a section of the list, which folds it; folded, it says how much is in it. */
@Component({
  selector: 'ls-section-head',
  changeDetection: ChangeDetectionStrategy.OnPush,
  imports: [IconComponent],
  template: `<h3>
    <button
      type="button"
      class="fold"
      [attr.aria-expanded]="!shown().collapsed"
      (click)="sections.setCollapsed(shown(), !shown().collapsed)"
    >
      <ls-icon name="chevron-right" [size]="14" />
      <bdi class="title">{{ shown().section.title }}</bdi>
      @if (shown().collapsed) {
        <span class="count">
          <span aria-hidden="true">{{ shown().conversations.length }}</span>
          <span class="visually-hidden">{{
            words.plural('list.inSection', shown().conversations.length)
          }}</span>
        </span>
        @if (unread(); as count) {
          <span class="badge">
            <span aria-hidden="true">{{ count > 99 ? '99+' : count }}</span>
            <span class="visually-hidden">{{ words.plural('row.unread', count) }}</span>
          </span>
        }
      }
    </button>
  </h3>`,
  styleUrl: './section-head.component.css',
})
export class SectionHeadComponent {
  protected readonly words = inject(WordsService);
  protected readonly sections = inject(ConversationSections);
  private readonly unreadStates = inject(UnreadStates);

  readonly shown = input.required<ShownSection>();
  /** In what is shown loudly. */
  protected readonly unread = computed(() =>
    this.shown()
      .conversations.map((one) => this.unreadStates.of(one))
      .reduce((sum, { tells, count }) => sum + (tells === 'nothing' ? 0 : count), 0),
  );
}
