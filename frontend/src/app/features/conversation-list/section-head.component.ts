import { CdkContextMenuTrigger, CdkMenu, CdkMenuItem, CdkMenuTrigger } from '@angular/cdk/menu';
import {
  afterNextRender,
  ChangeDetectionStrategy,
  Component,
  computed,
  type ElementRef,
  EnvironmentInjector,
  inject,
  input,
  viewChild,
} from '@angular/core';
import { WordsService } from '../../core/i18n/words.service';
import { IconComponent } from '../../ui/icon.component';
import type { SectionAction } from '../feature/list-sections';
import { ConversationSections, type ShownSection } from '../messaging/conversation-sections.service';
import { UnreadStates } from '../messaging/unread-states.service';

/** The title of a section of the list, which folds it; folded, it says how much is in it. */
@Component({
  selector: 'ls-section-head',
  changeDetection: ChangeDetectionStrategy.OnPush,
  imports: [CdkContextMenuTrigger, CdkMenu, CdkMenuItem, CdkMenuTrigger, IconComponent],
  templateUrl: './section-head.component.html',
  styleUrl: './section-head.component.css',
  host: { '(keydown)': 'press($event)' },
})
export class SectionHeadComponent {
  protected readonly words = inject(WordsService);
  protected readonly sections = inject(ConversationSections);
  protected readonly injector = inject(EnvironmentInjector);
  private readonly unreadStates = inject(UnreadStates);
  private readonly fold = viewChild.required<ElementRef<HTMLElement>>('fold');
  private readonly menuTrigger = viewChild(CdkMenuTrigger);

  readonly shown = input.required<ShownSection>();
  protected readonly actions = computed(() => {
    const { section, source } = this.shown();
    return source.actions?.filter((one) => one.isAvailable?.(section.id, this.injector) !== false) ?? [];
  });
  /** In what is shown loudly. */
  protected readonly unread = computed(() =>
    this.shown()
      .conversations.map((one) => this.unreadStates.of(one))
      .reduce((sum, { tells, count }) => sum + (tells === 'nothing' ? 0 : count), 0),
  );

  protected press(event: KeyboardEvent): void {
    const action = event.shiftKey && this.actions().find(({ shiftKey }) => shiftKey?.press === event.key);
    if (action) this.run(action);
    else if (event.key !== 'ContextMenu' && !(event.key === 'F10' && event.shiftKey)) return;
    else this.menuTrigger()?.open();
    event.preventDefault();
    event.stopPropagation();
  }

  protected run(action: SectionAction): void {
    const fold = this.fold().nativeElement;
    void Promise.resolve(action.run(this.shown().section.id, this.injector)).then(() => {
      // A section that is put elsewhere in the list loses the focus.
      afterNextRender(() => document.activeElement === document.body && fold.focus(), {
        injector: this.injector,
      });
    });
  }
}
