import { computed, inject, Injectable } from '@angular/core';
import type { WordKey } from '../../core/i18n/word-keys';
import { WordsService } from '../../core/i18n/words.service';
import { PreferencesService } from '../../core/preferences.service';
import { SessionScope } from '../../core/session-scope';
import { FeatureRegistry } from './feature-registry';
import { modifierKey } from './modifier-key';
import type { KeyCap } from './shortcut';

interface ListedShortcut {
  readonly name: string;
  readonly label: WordKey;
  readonly order: number;
  /** As they are written on this person's keyboard. */
  readonly keys: readonly string[];
}

/** The keys that do something, as people read them. */
@Injectable({ providedIn: SessionScope })
export class KeyCaps {
  private readonly registry = inject(FeatureRegistry);
  private readonly words = inject(WordsService);
  private readonly preferences = inject(PreferencesService);

  /** All of them, those on a message too, in the order of the list of shortcuts. */
  readonly list = computed<readonly ListedShortcut[]>(() => {
    const settings = { modifier: modifierKey, enterSends: this.preferences.enterSends() };
    const shortcuts = this.registry.shortcuts().map(({ caps, ...shortcut }) => ({
      ...shortcut,
      keys: caps(settings).map((cap) => this.text(cap)),
    }));
    const onMessages = this.registry
      .messageActions()
      .flatMap(({ name, key }) =>
        key ? { ...key, name: `message-${name}`, keys: [this.text(key.cap)] } : [],
      );
    return [...shortcuts, ...onMessages].sort((a, b) => a.order - b.order);
  });

  text(cap: KeyCap): string {
    return typeof cap === 'string' ? cap : this.words.t(cap.text);
  }
}
