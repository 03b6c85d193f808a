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
import { ErrorWords } from '../../core/i18n/error-words';
import { WordsService } from '../../core/i18n/words.service';
import { SessionService } from '../../core/session.service';
import { DirectoryService } from '../../sync/directory.service';
import { AvatarComponent } from '../../ui/avatar.component';
import { IconComponent } from '../../ui/icon.component';
import { NamesService } from '../names/names.service';

/** Typing pauses this long before the directory is asked, in milliseconds. */
const pauseMs = 180;

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
  private readonly errors = inject(ErrorWords);
  private readonly session = inject(SessionService);

  readonly chosen = model<User[]>([]);
  /** People who are there already and can't be chosen. */
  readonly excluded = input<readonly string[]>([]);
  readonly label = input.required<string>();

  private readonly field = viewChild.required<ElementRef<HTMLInputElement>>('field');
  protected readonly query = signal('');
  protected readonly active = signal(0);
  protected readonly error = signal<string | null>(null);
  private readonly found = signal<User[] | null>(null);
  protected readonly options = computed(() => {
    const hidden = new Set([
      ...this.excluded(),
      ...this.chosen().map((user) => user.id),
      this.session.user()?.id,
    ]);
    const shown = this.found()?.filter((user) => !hidden.has(user.id));
    return shown?.map((user) => this.names.current(user)) ?? null;
  });
  protected readonly chips = computed(() => this.chosen().map((user) => this.names.current(user)));

  constructor() {
    effect((cleanUp) => {
      const query = this.query().trim();
      let current = true;
      const timer = setTimeout(() => void this.search(query, () => current), pauseMs);
      cleanUp(() => {
        current = false;
        clearTimeout(timer);
      });
    });
  }

  focus(): void {
    this.field().nativeElement.focus();
  }

  protected choose(user: User | undefined): void {
    if (!user) return;
    this.chosen.update((chosen) => [...chosen, user]);
    this.query.set('');
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
    this.query.set((event.target as HTMLInputElement).value);
    this.active.set(0);
  }

  protected key(event: KeyboardEvent): void {
    const options = this.options() ?? [];
    if (event.key === 'ArrowDown' || event.key === 'ArrowUp') {
      if (options.length === 0) return;
      const by = event.key === 'ArrowDown' ? 1 : -1;
      this.active.update((index) => (index + by + options.length) % options.length);
      document.getElementById(`person-${this.active()}`)?.scrollIntoView({ block: 'nearest' });
    } else if (event.key === 'Enter' && options.length > 0 && (this.query() || this.chosen().length === 0)) {
      this.choose(options[this.active()]);
    } else if (event.key === 'Backspace' && !this.query()) {
      this.chosen.update((chosen) => chosen.slice(0, -1));
      return;
    } else {
      return;
    }
    event.preventDefault();
  }

  private async search(query: string, current: () => boolean): Promise<void> {
    try {
      const page = await this.directory.search(query, undefined, 50);
      if (!current()) return;
      this.found.set(page.items);
      this.error.set(null);
    } catch (thrown) {
      if (current()) this.error.set(this.errors.sentence(thrown));
    }
  }
}
