import type { DialogConfig, DialogRef } from '@angular/cdk/dialog';
import { Injectable, Injector, inject, signal } from '@angular/core';
import type { WordKey } from '../../core/i18n/word-keys';
import { WordsService } from '../../core/i18n/words.service';
import { SessionScope } from '../../core/session-scope';
import type { Load } from '../feature/feature';
import { Dialogs } from '../messaging/dialogs.service';
import { floating } from '../messaging/floating';
import { Viewport } from '../messaging/viewport.service';
import type { MessagePanel } from './message-panel';

/** Opens what there is to see and do about one message; the component gets the `MessagePanel` as its dialog's data. */
@Injectable({ providedIn: SessionScope })
export class MessagePanels {
  private readonly dialog = inject(Dialogs);
  private readonly injector = inject(Injector);
  private readonly viewport = inject(Viewport);
  private readonly words = inject(WordsService);
  /** The message of each open panel, the last opened last. */
  private readonly opened = signal<readonly string[]>([]);

  /** Whether a panel about this message is open. Reads a signal. */
  isOpenFor(messageId: string): boolean {
    return this.opened().includes(messageId);
  }

  /** A dialog in the middle. */
  async open<T>(
    data: MessagePanel,
    label: WordKey,
    load: Load<T>,
    config: DialogConfig<MessagePanel, DialogRef<unknown, T>> = { backdropClass: 'dialog-scrim' },
  ): Promise<void> {
    const component = await load();
    // Its row, which the reader came from, unless that was scrolled away meanwhile.
    const row = data.origin.closest<HTMLElement>('[data-message]') ?? data.origin;
    const { id } = data.message;
    this.opened.update((before) => [...before, id]);
    const dialog = this.dialog.open<unknown, MessagePanel, T>(component, {
      data,
      ariaLabel: this.words.t(label),
      ariaModal: true,
      restoreFocus: row,
      ...config,
    });
    dialog.closed.subscribe(() =>
      this.opened.update((before) => before.filter((_, at) => at !== before.lastIndexOf(id))),
    );
  }

  /** Beside what asked for it, or from the bottom where the screen is narrow. */
  float<T>(data: MessagePanel, label: WordKey, load: Load<T>): Promise<void> {
    const { injector, viewport } = this;
    return this.open(data, label, load, {
      autoFocus: '.first',
      ...floating(injector, data.origin, viewport.narrow()),
    });
  }
}
