import { ChangeDetectionStrategy, Component, computed, inject, input } from '@angular/core';
import type { SharedConversation } from '@litspark/shared-contracts';
import { AvatarComponent } from '../../ui/avatar.component';
import { IconComponent } from '../../ui/icon.component';
import { NamesService } from './names.service';

/** A conversation's face: the other's in a direct, two stacked in a group, its sign in a channel. Decoration. */
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
      <span class="tile"><ls-icon [name]="sign" [size]="18" /></span>
    } @else if (pair().length > 1) {
      <span class="stack">
        @for (userId of pair(); track userId) {
          <ls-avatar [id]="userId" [name]="names.person(userId)" [size]="stacked()" />
        }
      </span>
    } @else {
      <span class="tile"><ls-icon name="users" [size]="18" /></span>
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
    .stack {
      position: relative;
      display: block;
      width: 100%;
      height: 100%;
    }
    .stack ls-avatar {
      position: absolute;
      top: 0;
      left: 0;
    }
    .stack ls-avatar + ls-avatar {
      top: auto;
      left: auto;
      right: 0;
      bottom: 0;
      box-shadow: 0 0 0 2px var(--around, var(--paper-2));
    }
  `,
})
export class ConversationFaceComponent {
  protected readonly names = inject(NamesService);
  readonly conversation = input.required<SharedConversation>();
  readonly size = input(40);
  protected readonly stacked = computed(() => Math.round(this.size() * 0.68));
  protected readonly counterpart = computed(() => this.names.counterpart(this.conversation()));
  protected readonly pair = computed(() =>
    this.conversation()
      .participants.map((participant) => participant.userId)
      .filter((userId) => !this.names.isMe(userId))
      .slice(0, 2),
  );
}
