import { ChangeDetectionStrategy, Component, inject } from '@angular/core';
import { WordsService } from '../../core/i18n/words.service';
import { SessionService } from '../../core/session.service';
import { LogoComponent } from '../../ui/logo.component';

/** What is seen until it is known whether somebody is signed in; nothing, where that takes no time. */
@Component({
  selector: 'ls-starting',
  changeDetection: ChangeDetectionStrategy.OnPush,
  imports: [LogoComponent],
  host: { role: 'status' },
  template: `<ls-logo [size]="64" />
    <p>{{ words.t(session.waiting() ? 'starting.waiting' : 'starting.connecting') }}</p>`,
  styles: `
    :host {
      position: fixed;
      inset: 0;
      display: grid;
      justify-items: center;
      align-content: center;
      gap: 16px;
      padding: 24px;
      color: var(--ink-2);
      text-align: center;
      opacity: 0;
      animation: late var(--calm) 400ms forwards;
    }
    @keyframes late {
      to {
        opacity: 1;
      }
    }
  `,
})
export class StartingComponent {
  protected readonly words = inject(WordsService);
  protected readonly session = inject(SessionService);
}
