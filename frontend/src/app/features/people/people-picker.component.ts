import {
  ChangeDetectionStrategy,
  Component,
  type ElementRef,
  computed,
  effect,
  inject,
  input,
  model,
  signal,
  viewChild,
} from '@angular/core';
import type { User } from '@litspark/shared-contracts';
import { WordsService } from '../../core/i18n/words.service';
import { SessionService } from '../../core/session.service';
import { DirectoryService } from '../../sync/directory.service';
import { AvatarComponent } from '../../ui/avatar.component';
import { IconComponent } from '../../ui/icon.component';
import { pagedSearch } from '../messaging/paged-search';
import { NamesService } from '../names/names.service';

/** People asked for at once. */
const pageSize = 100;
/** The next page is asked for where fewer than these can be chosen, or the end is this near, in pixels. */
const fewOptions = 8;
const nearEnd = 240;

/** Finds people in the directory and gathers them. */
@Component({
  selector: 'ls-people-picker',
  changeDetection: ChangeDetectionStrategy.OnPush,
  imports: [AvatarComponent, IconComponent],
  templateUrl: './people-picker.component.html',
  styleUrl: './people-picker.component.css',
  // The field keeps the focus and has the keys; the pointer picks an option.
  host: { '(click)': 'pick($event)' },
})
export class PeoplePickerComponent {
  protected readonly words = inject(WordsService);
  private readonly names = inject(NamesService);
  private readonly directory = inject(DirectoryService);
  private readonly session = inject(SessionService);

  readonly chosen = model<User[]>([]);
  /** People who are there already and can't be chosen. */
  readonly excluded = input<readonly string[]>([]);
  readonly label = input.required<string>();

  private readonly field = viewChild.required<ElementRef<HTMLInputElement>>('field');
  protected readonly search = pagedSearch<User>((query, cursor) =>
    this.directory.search(query, cursor, pageSize),
  );
  protected readonly active = signal(0);
  protected readonly options = computed(() => {
    const hidden = new Set([
      ...this.excluded(),
      ...this.chosen().map((user) => user.id),
      this.session.user()?.id,
    ]);
    const shown = this.search.items()?.filter((user) => !hidden.has(user.id));
    return shown?.map((user) => this.names.current(user)) ?? null;
  });
  protected readonly chips = computed(() => this.chosen().map((user) => this.names.current(user)));

  constructor() {
    effect(() => {
      const options = this.options();
      const isShort = options !== null && options.length < fewOptions;
      // Whoever is excluded may fill whole pages.
      if (isShort && this.search.hasMore() && this.search.error() === null) void this.search.more();
    });
  }

  focus(): void {
    this.field().nativeElement.focus();
  }

  protected choose(user: User | undefined): void {
    if (!user) return;
    this.chosen.update((chosen) => [...chosen, user]);
    this.search.set('');
    this.active.set(0);
    this.focus();
  }

  protected pick(event: Event): void {
    const option = (event.target as HTMLElement).closest<HTMLElement>('[data-option]');
    if (option) this.choose(this.options()?.[Number(option.dataset['option'])]);
  }

  protected remove(user: User): void {
    this.chosen.update((chosen) => chosen.filter((one) => one.id !== user.id));
    this.focus();
  }

  protected type(event: Event): void {
    this.search.type(event);
    this.active.set(0);
  }

  protected scrolled(event: Event): void {
    const { scrollHeight, scrollTop, clientHeight } = event.target as HTMLElement;
    if (scrollHeight - scrollTop - clientHeight < nearEnd) void this.search.more();
  }

  protected key(event: KeyboardEvent): void {
    const options = this.options() ?? [];
    if (event.key === 'ArrowDown' || event.key === 'ArrowUp') {
      if (options.length === 0) return;
      const by = event.key === 'ArrowDown' ? 1 : -1;
      const isAtEnd = by === 1 && this.active() >= options.length - 1;
      if (isAtEnd && this.search.hasMore()) void this.search.more();
      else this.active.update((index) => (index + by + options.length) % options.length);
      document.getElementById(`person-${this.active()}`)?.scrollIntoView({ block: 'nearest' });
    } else if (
      event.key === 'Enter' &&
      options.length > 0 &&
      (this.search.query() || this.chosen().length === 0)
    ) {
      this.choose(options[this.active()]);
    } else if (event.key === 'Backspace' && !this.search.query()) {
      this.chosen.update((chosen) => chosen.slice(0, -1));
      return;
    } else {
      return;
    }
    event.preventDefault();
  }
}
