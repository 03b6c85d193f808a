import { DIALOG_DATA, DialogRef } from '@angular/cdk/dialog';
import { ChangeDetectionStrategy, Component, inject, signal } from '@angular/core';
import type { MessageVersions } from '@litspark/shared-contracts';
import { ApiError } from '../../core/api-error';
import { preciseTime } from '../../core/i18n/dates';
import { ErrorWords } from '../../core/i18n/error-words';
import { WordsService } from '../../core/i18n/words.service';
import { SessionService } from '../../core/session.service';
import { MessageChanges } from '../../sync/message-changes.service';
import { MessageBodyComponent } from '../../ui/markdown/message-body.component';
import { SkeletonComponent } from '../../ui/skeleton.component';
import { StateComponent } from '../../ui/state.component';
import { NamesService } from '../names/names.service';
import { DialogFrameComponent } from '../messaging/dialog-frame.component';
import type { MessagePanel } from '../message-panel/message-panel';

/** Each is Markdown to be rendered: hundreds at once would hold up the page. */
const shownAtOnce = 50;

/** What a message said over time, the present words first. */
@Component({
  selector: 'ls-message-versions',
  changeDetection: ChangeDetectionStrategy.OnPush,
  imports: [DialogFrameComponent, MessageBodyComponent, SkeletonComponent, StateComponent],
  template: `<ls-dialog-frame [heading]="words.t('versions.heading')" (closed)="dialog.close()">
    @if (versions(); as all) {
      <ol reversed [attr.start]="all.length">
        @for (version of all.slice(0, shown()); track $index) {
          <li>
            <p>
              <time [attr.datetime]="version.at">{{ exact(version.at) }}</time>
              @if ($first || $index === all.length - 1) {
                <span class="tag">{{ words.t($first ? 'versions.present' : 'versions.first') }}</span>
              }
            </p>
            <ls-message-body [source]="version.body" [ownUserId]="me" [nameOf]="names.mentioned" />
          </li>
        } @empty {
          <ls-state icon="trash" [heading]="words.t('message.deleted')" />
        }
      </ol>
      @if (shown() < all.length) {
        <button type="button" class="button" (click)="showMore()">{{ words.t('action.more') }}</button>
      }
    } @else if (failure(); as error) {
      <ls-state
        [icon]="error.offline ? 'wifi-off' : 'triangle-alert'"
        [heading]="words.t('versions.failed')"
        [text]="errors.sentence(error)"
      >
        <button type="button" class="button" (click)="load()">{{ words.t('action.retry') }}</button>
      </ls-state>
    } @else {
      <ls-skeleton [rows]="2" />
    }
  </ls-dialog-frame>`,
  styles: `
    li {
      padding: 10px 0;
    }
    li + li {
      border-top: 1px solid var(--line);
    }
    p {
      display: flex;
      flex-wrap: wrap;
      align-items: center;
      gap: 2px 10px;
      margin-bottom: 4px;
    }
    time {
      color: var(--ink-2);
      font: var(--text-meta);
    }
  `,
})
export class MessageVersionsDialog {
  protected readonly words = inject(WordsService);
  protected readonly names = inject(NamesService);
  protected readonly errors = inject(ErrorWords);
  protected readonly dialog = inject(DialogRef);
  private readonly changes = inject(MessageChanges);
  private readonly message = inject<MessagePanel>(DIALOG_DATA).message;
  protected readonly me = inject(SessionService).user()?.id ?? null;
  protected readonly versions = signal<MessageVersions['items'] | null>(null);
  protected readonly shown = signal(shownAtOnce);
  protected readonly failure = signal<ApiError | null>(null);

  constructor() {
    void this.load();
  }

  protected async load(): Promise<void> {
    this.failure.set(null);
    try {
      this.versions.set((await this.changes.versions(this.message)).reverse());
    } catch (thrown) {
      this.failure.set(ApiError.from(thrown));
    }
  }

  protected showMore(): void {
    this.shown.update((count) => count + shownAtOnce);
  }

  protected exact(at: string): string {
    return preciseTime(new Date(at), this.words.locale());
  }
}
