import {
  ChangeDetectionStrategy,
  Component,
  computed,
  type ElementRef,
  inject,
  input,
  linkedSignal,
  viewChild,
  viewChildren,
} from '@angular/core';
import { RouterLink } from '@angular/router';
import { ConnectionService } from '../../core/connection.service';
import { WordsService } from '../../core/i18n/words.service';
import { SkeletonComponent } from '../../ui/skeleton.component';
import { StateComponent } from '../../ui/state.component';
import { EntriesOfflineComponent } from '../messaging/entries/entries-offline.component';
import { EntryFocus } from '../messaging/entries/entry-focus';
import { KeepScrollDirective } from '../messaging/frame/keep-scroll.directive';
import { PageHeadComponent } from '../messaging/page-head.component';
import { icons } from './icons';
import { SavedEntryComponent } from './saved-entry.component';
import { SavedMessages } from './sync/saved-messages.service';

/** So many entries are shown at first, and more with each click. */
const pageSize = 30;

/** The messages that somebody keeps: those to come back to, and those that are done. */
@Component({
  selector: 'ls-saved-page',
  changeDetection: ChangeDetectionStrategy.OnPush,
  imports: [
    EntriesOfflineComponent,
    RouterLink,
    KeepScrollDirective,
    PageHeadComponent,
    SavedEntryComponent,
    SkeletonComponent,
    StateComponent,
  ],
  templateUrl: './saved.page.html',
  styleUrls: ['../messaging/page.css', '../messaging/entries/entry-list.css', './saved.page.css'],
})
export class SavedPage {
  protected readonly words = inject(WordsService);
  protected readonly connection = inject(ConnectionService);
  protected readonly saved = inject(SavedMessages);
  protected readonly icons = icons;

  /** `done` for those that are done. */
  readonly show = input<string>();
  protected readonly isDone = computed(() => this.show() === 'done');
  private readonly all = computed(() => (this.isDone() ? this.saved.done() : this.saved.open()));
  private readonly limit = linkedSignal({ source: this.isDone, computation: () => pageSize });
  protected readonly shown = computed(() => this.all().slice(0, this.limit()));
  protected readonly hasMore = computed(() => this.all().length > this.limit());

  private readonly list = viewChild<ElementRef<HTMLElement>>('list');
  private readonly entries = viewChildren(SavedEntryComponent);
  protected readonly focus = new EntryFocus(
    computed(() => this.shown().map(({ id }) => id)),
    this.list,
  );

  protected more(): void {
    const first = this.all()[this.limit()];
    this.limit.update((limit) => limit + pageSize);
    this.focus.afterRender(first?.id);
  }

  protected key(event: KeyboardEvent): void {
    if (event.defaultPrevented) return;
    if (this.focus.press(event) || this.act(event)) event.preventDefault();
  }

  /** True when the key meant something for the entry that has the focus. */
  private act({ key, target, altKey, ctrlKey, metaKey }: KeyboardEvent): boolean {
    if (altKey || ctrlKey || metaKey || !(target instanceof HTMLElement)) return false;
    const entry = this.entries().find((one) => one.saved().id === target.dataset['entry']);
    if (!entry) return false;
    const pressed = key.toLowerCase();
    if (pressed === 'enter') entry.open();
    else if (pressed === ' ') entry.toggleDone();
    else if (pressed === 'n') entry.write();
    else if (pressed === 'r') void entry.remind();
    else if (pressed === 'delete') entry.remove();
    else return false;
    return true;
  }
}
