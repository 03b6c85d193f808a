import { createGlobalPositionStrategy } from '@angular/cdk/overlay';
import { Injectable, Injector, computed, inject } from '@angular/core';
import { Router } from '@angular/router';
import { WordsService } from '../../core/i18n/words.service';
import { SessionScope } from '../../core/session-scope';
import { MessagingService } from '../../sync/messaging.service';
import { FeatureRegistry } from '../feature/feature-registry';
import { type KeyPress, pressName, pressOf } from '../feature/shortcut';
import { loadNewConversation } from '../new-conversation/public';
import { loadQuickSwitcher } from '../quick-switcher/public';
import { ConversationSections } from './conversation-sections.service';
import { Dialogs } from './dialogs.service';
import { KeysAhead } from './keys-ahead';
import { modifierKey, onApple } from '../feature/modifier-key';
import { UnreadStates } from './unread-states.service';

const isTyping = (target: EventTarget | null) =>
  target instanceof HTMLElement &&
  (target.isContentEditable || ['INPUT', 'TEXTAREA', 'SELECT'].includes(target.tagName));

/** Without ⌘, Ctrl or Alt it may be meant as text. */
const isPlain = ({ with: held = [] }: KeyPress) => !held.includes('command') && !held.includes('alt');

/** What keys do everywhere in the messaging, and the dialogs they open. */
@Injectable({ providedIn: SessionScope })
export class ShortcutsService {
  private readonly dialog = inject(Dialogs);
  private readonly injector = inject(Injector);
  private readonly words = inject(WordsService);
  private readonly router = inject(Router);
  private readonly sections = inject(ConversationSections);
  private readonly unreadStates = inject(UnreadStates);
  private readonly messaging = inject(MessagingService);
  private readonly registry = inject(FeatureRegistry);
  private readonly globalKeys = computed(
    () =>
      new Map(
        this.registry
          .shortcuts()
          .flatMap(({ global }) => global?.presses.map((press) => [pressName(press), global] as const) ?? []),
      ),
  );
  private switcherComing = false;
  readonly modifier = modifierKey;
  readonly openConversation = this.messaging.openConversationId;

  handle(event: KeyboardEvent): void {
    if (event.defaultPrevented || event.isComposing) return;
    const press = pressOf(event, onApple);
    const keys = this.globalKeys().get(pressName(press));
    if (!keys) return;
    if (this.dialog.openDialogs.length > 0 && !keys.inDialogs) return;
    if (isPlain(press) && isTyping(event.target)) return;
    event.preventDefault();
    void keys.run(this.injector, event);
  }

  async openSwitcher(): Promise<void> {
    if (this.switcherComing || this.dialog.openDialogs.length > 0) return;
    this.switcherComing = true;
    // What is typed right after the shortcut is for the dialog's field, and must not land in a message meanwhile.
    const restoreFocus = document.activeElement instanceof HTMLElement ? document.activeElement : true;
    if (restoreFocus !== true) restoreFocus.blur();
    const keys = new KeysAhead();
    try {
      const QuickSwitcherComponent = await loadQuickSwitcher();
      this.dialog.open<void, KeysAhead>(QuickSwitcherComponent, {
        data: keys,
        autoFocus: 'input',
        backdropClass: 'dialog-scrim',
        ariaModal: true,
        ariaLabel: this.words.t('switcher.label'),
        restoreFocus,
        // From the top, so that the field stays put while the list under it grows and shrinks.
        positionStrategy: createGlobalPositionStrategy(this.injector).centerHorizontally().top('12vh'),
      });
    } catch (error) {
      keys.take();
      throw error;
    } finally {
      this.switcherComing = false;
    }
  }

  async openShortcutList(): Promise<void> {
    const { ShortcutListComponent } = await import('./shortcut-list.component');
    this.dialog.open(ShortcutListComponent, {
      backdropClass: 'dialog-scrim',
      ariaModal: true,
      ariaLabel: this.words.t('shortcuts.heading'),
    });
  }

  async openNewConversation(): Promise<void> {
    const NewConversationDialog = await loadNewConversation();
    this.dialog.open(NewConversationDialog, {
      backdropClass: 'dialog-scrim',
      ariaModal: true,
      ariaLabel: this.words.t('new.heading'),
    });
  }

  /** Opens the next conversation that the list shows, or the next unread one of all its sections; round the end. */
  step(by: 1 | -1, unreadOnly: boolean): void {
    const shown = unreadOnly ? this.sections.ordered() : this.sections.visible();
    const at = shown.findIndex((one) => one.id === this.openConversation());
    for (let distance = 1; distance <= shown.length; distance += 1) {
      const next = shown[(Math.max(at, by > 0 ? -1 : 0) + by * distance + shown.length * 2) % shown.length];
      if (next && next.id !== this.openConversation() && (!unreadOnly || this.unreadStates.isUnread(next))) {
        void this.router.navigate(['/c', next.id]);
        return;
      }
    }
  }
}
