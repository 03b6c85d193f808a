import { Dialog } from '@angular/cdk/dialog';
import { signal } from '@angular/core';
import { type ComponentFixture, TestBed } from '@angular/core/testing';
import { beforeEach, describe, expect, it } from '@jest/globals';
import { Subject } from 'rxjs';
import { FakeApi } from '../../../../testing/fake-api';
import { FakeSocket, settle } from '../../../../testing/fake-socket';
import { aMessage, ann } from '../../../../testing/shapes';
import { provideWords } from '../../../../testing/words';
import { ApiClient } from '../../../core/api-client';
import { SessionService } from '../../../core/session.service';
import { SocketClient } from '../../../core/socket-client';
import { Viewport } from '../../messaging/viewport.service';
import { FeatureRegistry } from '../../feature/feature-registry';
import { features } from '../../features';
import { Composing } from '../composer/composing.service';
import { AvailableActions } from './available-actions.service';
import { MessageMenu } from './message-menu.service';
import { MessageRowComponent } from './message-row.component';

const message = aMessage({ seq: 1, senderId: ann });
const other = aMessage({ seq: 2 });
let row: ComponentFixture<MessageRowComponent>;
let closed: Subject<void>[];

beforeEach(() => {
  closed = [];
  const open = () => {
    const dialog = { closed: new Subject<void>() };
    closed.push(dialog.closed);
    return dialog;
  };
  TestBed.configureTestingModule({
    providers: [
      provideWords(),
      { provide: ApiClient, useValue: new FakeApi() },
      { provide: SocketClient, useValue: new FakeSocket() },
      { provide: SessionService, useValue: { user: signal({ id: ann }), ended$: new Subject() } },
      { provide: Viewport, useValue: { narrow: signal(true) } },
      { provide: Dialog, useValue: { open } },
    ],
  });
  row = TestBed.createComponent(MessageRowComponent);
  const shown = { kind: 'message', key: 'one', at: new Date(message.createdAt), message, lead: true };
  row.componentRef.setInput('row', shown);
});

const marked = () => {
  row.detectChanges();
  return (row.nativeElement as HTMLElement).classList.contains('acted-on');
};

describe('the row of a message', () => {
  it('is marked while a panel of it is open, and of no other', async () => {
    const menu = TestBed.inject(MessageMenu);
    TestBed.inject(FeatureRegistry).use(features);
    expect(marked()).toBe(false);
    const origin = document.createElement('button');
    await menu.open(other, origin);
    expect(marked()).toBe(false);
    await menu.open(message, origin);
    TestBed.inject(AvailableActions).runNamed('details', message, origin);
    while (closed.length < 3) await settle();
    closed[1]?.next();
    expect(marked()).toBe(true);
    closed[2]?.next();
    expect(marked()).toBe(false);
  });

  it('is marked while it is answered or edited', () => {
    const composing = TestBed.inject(Composing);
    composing.reply(message);
    expect(marked()).toBe(true);
    composing.edit(other);
    expect(marked()).toBe(false);
    composing.edit(message);
    expect(marked()).toBe(true);
    composing.endEdit(message.conversationId);
    composing.reply(other);
    expect(marked()).toBe(false);
  });

  it('shows a few emojis alone larger than words', () => {
    const isLarge = (body: string) => {
      const shown = { ...message, body };
      row.componentRef.setInput('row', { ...row.componentInstance.row(), message: shown });
      row.detectChanges();
      return (row.nativeElement as HTMLElement).querySelector('.message-body')?.matches('.emojis-alone');
    };
    expect([isLarge('🎉'), isLarge('Bravo 🎉'), isLarge('👏👏👏')]).toEqual([true, false, true]);
  });
});
