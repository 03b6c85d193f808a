import {
  ChangeDetectionStrategy,
  Component,
  computed,
  type ElementRef,
  inject,
  viewChild,
  viewChildren,
} from '@angular/core';
import { ConnectionService } from '../../core/connection.service';
import { WordsService } from '../../core/i18n/words.service';
import { SkeletonComponent } from '../../ui/skeleton.component';
import { StateComponent } from '../../ui/state.component';
import { EntriesOfflineComponent } from '../messaging/entries/entries-offline.component';
import { EntryFocus } from '../messaging/entries/entry-focus';
import { KeepScrollDirective } from '../messaging/frame/keep-scroll.directive';
import { PageHeadComponent } from '../messaging/page-head.component';
import { icons } from './icons';
import { ScheduledEntryComponent } from './scheduled-entry.component';
import { ScheduledMessages } from './sync/scheduled-messages.service';

/** The messages that somebody scheduled: those that failed, then those to come. There are a few hundred at most. */
@Component({
  selector: 'ls-scheduled-page',
  changeDetection: ChangeDetectionStrategy.OnPush,
  imports: [
    EntriesOfflineComponent,
    KeepScrollDirective,
    PageHeadComponent,
    ScheduledEntryComponent,
    SkeletonComponent,
    StateComponent,
  ],
  templateUrl: './scheduled.page.html',
  styleUrls: ['../messaging/page.css', '../messaging/entries/entry-list.css'],
})
export class ScheduledPage {
  protected readonly words = inject(WordsService);
  protected readonly connection = inject(ConnectionService);
  protected readonly scheduled = inject(ScheduledMessages);
  protected readonly icons = icons;

  private readonly list = viewChild<ElementRef<HTMLElement>>('list');
  private readonly entries = viewChildren(ScheduledEntryComponent);
  protected readonly focus = new EntryFocus(
    computed(() => this.scheduled.all().map(({ id }) => id)),
    this.list,
  );

  protected key(event: KeyboardEvent): void {
    if (event.defaultPrevented) return;
    if (this.focus.press(event) || this.act(event)) event.preventDefault();
  }

  /** True when the key meant something for the entry that has the focus. */
  private act({ key, target, altKey, ctrlKey, metaKey }: KeyboardEvent): boolean {
    if (altKey || ctrlKey || metaKey || !(target instanceof HTMLElement)) return false;
    const entry = this.entries().find((one) => one.scheduled().id === target.dataset['entry']);
    if (!entry) return false;
    const pressed = key.toLowerCase();
    if (pressed === 'enter') entry.write();
    else if (pressed === 'r') void entry.changeTime();
    else if (pressed === 'delete') entry.cancel();
    else return false;
    return true;
  }
}
