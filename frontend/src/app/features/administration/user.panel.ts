import { ChangeDetectionStrategy, Component, computed, inject, input } from '@angular/core';
import { Router, RouterLink } from '@angular/router';
import type { User, UserRole } from '@litspark/shared-contracts';
import { Clock } from '../../core/clock';
import { momentName } from '../../core/i18n/dates';
import { WordsService } from '../../core/i18n/words.service';
import { SessionService } from '../../core/session.service';
import { AvatarComponent } from '../../ui/avatar.component';
import { IconComponent } from '../../ui/icon.component';
import { SkeletonComponent } from '../../ui/skeleton.component';
import { SidePanelComponent } from '../messaging/side-panel.component';
import { Viewport } from '../messaging/viewport.service';
import { NamesService } from '../names/names.service';
import { UserChanges } from './user-changes.service';
import { UsersTable } from './users-table.service';

/** One person of the table: who they are, and what an administrator may do. */
@Component({
  selector: 'ls-user-panel',
  changeDetection: ChangeDetectionStrategy.OnPush,
  imports: [RouterLink, AvatarComponent, IconComponent, SidePanelComponent, SkeletonComponent],
  templateUrl: './user.panel.html',
  styleUrl: './user.panel.css',
})
export class UserPanel {
  protected readonly words = inject(WordsService);
  protected readonly viewport = inject(Viewport);
  protected readonly changes = inject(UserChanges);
  protected readonly table = inject(UsersTable);
  private readonly names = inject(NamesService);
  private readonly session = inject(SessionService);
  private readonly clock = inject(Clock);
  private readonly router = inject(Router);

  readonly userId = input.required<string>();
  protected readonly user = computed(() => this.names.user(this.userId()));
  protected readonly isMe = computed(() => this.session.user()?.id === this.userId());
  protected readonly before = computed(() => this.table.neighbour(this.userId(), -1));
  protected readonly after = computed(() => this.table.neighbour(this.userId(), 1));
  protected readonly seen = computed(() => {
    const user = this.user();
    if (!user) return '';
    if (user.presence !== 'offline') return this.words.t(`presence.full.${user.presence}`);
    if (user.lastSeenAt === null) return this.words.t('admin.neverSeen');
    return momentName(new Date(user.lastSeenAt), this.clock.now(), this.words.locale());
  });

  protected async setRole(user: User, event: Event): Promise<void> {
    const select = event.target as HTMLSelectElement;
    const done = await this.changes.setRole([user], select.value as UserRole);
    if (!done) select.value = user.role;
  }

  protected async disable(user: User): Promise<void> {
    if (await this.changes.disable([user])) await this.router.navigateByUrl('/admin/users');
  }
}
