import { ChangeDetectionStrategy, Component, inject, input } from '@angular/core';
import { RouterLink } from '@angular/router';
import type { User } from '@litspark/shared-contracts';
import { WordsService } from '../../core/i18n/words.service';
import { SessionService } from '../../core/session.service';
import { AvatarComponent } from '../../ui/avatar.component';

/** Face, name and address in a row of the table; a click anywhere in the row opens it. */
@Component({
  selector: 'ls-user-cell',
  changeDetection: ChangeDetectionStrategy.OnPush,
  imports: [RouterLink, AvatarComponent],
  template: `<ls-avatar
      [id]="user().id"
      [name]="user().displayName"
      [size]="32"
      [presence]="user().disabled ? null : user().presence"
    />
    <span class="text">
      <span class="first">
        <a
          [routerLink]="['/admin/users', user().id]"
          [attr.data-user]="user().id"
          [attr.aria-current]="open() ? 'true' : null"
          ><bdi>{{ user().displayName }}</bdi></a
        >
        @if (session.user()?.id === user().id) {
          <span class="tag">{{ words.t('admin.you') }}</span>
        }
      </span>
      <span class="email"
        ><bdi>{{ user().email }}</bdi></span
      >
    </span>`,
  styles: `
    :host {
      display: flex;
      gap: 12px;
      align-items: center;
      min-width: 0;
    }
    .text {
      display: grid;
      min-width: 0;
    }
    .first {
      display: flex;
      gap: 8px;
      align-items: center;
      min-width: 0;
    }
    a {
      overflow: hidden;
      color: inherit;
      font: 500 15px/20px var(--face);
      text-decoration: none;
      text-overflow: ellipsis;
      white-space: nowrap;
    }
    /* The whole row is the link. */
    a::after {
      content: '';
      position: absolute;
      inset: 0;
    }
    a:focus-visible {
      outline: none;
    }
    a:focus-visible::after {
      outline: 2px solid var(--primary);
      outline-offset: -2px;
    }
    .email {
      overflow: hidden;
      color: var(--ink-2);
      font: 13px/18px var(--face);
      text-overflow: ellipsis;
      white-space: nowrap;
    }
  `,
})
export class UserCellComponent {
  protected readonly words = inject(WordsService);
  protected readonly session = inject(SessionService);
  readonly user = input.required<User>();
  /** Its panel is shown. */
  readonly open = input(false);
}
