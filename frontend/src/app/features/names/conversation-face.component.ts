import { ChangeDetectionStrategy, Component, computed, inject, input } from '@angular/core';
import type { SharedConversation } from '@litspark/shared-contracts';
import { AvatarComponent } from '../../ui/avatar.component';
import { IconComponent } from '../../ui/icon.component';
import { hueOf, initialsOf } from '../../ui/initials';
import { NamesService } from './names.service';

/** What French puts before a vowel stands for no word: « Comité d’accueil » → CA. */
const elision = /(?<=^|\s)[dl][’']/giu;

/** A conversation's face: the other's in a direct, letters of the title on its own colour in a group, the sign of a channel. Decoration. */
@Component({
  selector: 'ls-conversation-face',
  changeDetection: ChangeDetectionStrategy.OnPush,
  imports: [AvatarComponent, IconComponent],
  host: { 'aria-hidden': 'true', '[style.--size]': "size() + 'px'" },
  template: `
    @if (counterpart(); as userId) {
      <ls-avatar
        [id]="userId"
        [name]="names.person(userId)"
        [size]="size()"
        [presence]="names.user(userId)?.presence ?? 'offline'"
      />
    } @else if (names.sign(conversation()); as sign) {
      <span class="tile"><ls-icon [name]="sign" [size]="glyph()" /></span>
    } @else {
      <span class="tile group" [style.--hue]="hue()" [attr.data-initials]="initials()">
        @if (!initials()) {
          <ls-icon name="users" [size]="glyph()" />
        }
      </span>
    }
  `,
  styles: `
    :host {
      display: block;
      flex: none;
      width: var(--size);
      height: var(--size);
    }
    .tile {
      display: grid;
      place-items: center;
      width: 100%;
      height: 100%;
      border-radius: calc(var(--size) * 0.24);
      background: var(--paper-3);
      color: var(--ink-2);
    }
    /* Darker than a person's: a group is told from its people. */
    .group {
      background: light-dark(oklch(0.48 0.085 var(--hue)), oklch(0.74 0.085 var(--hue)));
      color: light-dark(oklch(0.99 0.01 var(--hue)), oklch(0.2 0.03 var(--hue)));
      font: 700 calc(var(--size) * 0.36) / 1 var(--face);
    }
    /* As with people: a picture, not a text that names what holds it. */
    .group[data-initials]::before {
      content: attr(data-initials);
    }
  `,
})
export class ConversationFaceComponent {
  protected readonly names = inject(NamesService);
  readonly conversation = input.required<SharedConversation>();
  readonly size = input(40);
  protected readonly glyph = computed(() => Math.round(this.size() * 0.45));
  protected readonly hue = computed(() => hueOf(this.conversation().id));
  /** Of the title; a group without one has a sign instead. */
  protected readonly initials = computed(() => {
    const { title } = this.conversation();
    return title ? initialsOf(title.replace(elision, '')) : null;
  });
  protected readonly counterpart = computed(() => this.names.counterpart(this.conversation()));
}
