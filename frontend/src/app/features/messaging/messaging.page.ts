import { NgComponentOutlet } from '@angular/common';
import { ChangeDetectionStrategy, Component, inject } from '@angular/core';
import { CurrentSession } from '../../core/current-session';
import { SessionWatch } from '../session/public';
import { FrameComponent } from './frame/frame.component';

/** Everything after sign-in, created by the session's injector and gone with it. */
@Component({
  selector: 'ls-messaging-page',
  changeDetection: ChangeDetectionStrategy.OnPush,
  imports: [NgComponentOutlet],
  template: `@if (!watch.leaving() && session.injector(); as injector) {
    <ng-container *ngComponentOutlet="frame; environmentInjector: injector" />
  }`,
})
export class MessagingPage {
  protected readonly session = inject(CurrentSession);
  protected readonly watch = inject(SessionWatch);
  protected readonly frame = FrameComponent;
}
