import { ChangeDetectionStrategy, Component, input, signal } from '@angular/core';
import { type ComponentFixture, TestBed } from '@angular/core/testing';
import { beforeEach, describe, expect, it } from '@jest/globals';
import type { Message } from '@litspark/shared-contracts';
import { Subject } from 'rxjs';
import { FakeApi } from '../../../../testing/fake-api';
import { FakeSocket, settle } from '../../../../testing/fake-socket';
import { provideSession } from '../../../../testing/session';
import { aMessage, ann } from '../../../../testing/shapes';
import { provideWords } from '../../../../testing/words';
import { ApiClient } from '../../../core/api-client';
import { SessionService } from '../../../core/session.service';
import { SocketClient } from '../../../core/socket-client';
import { Dialogs } from '../../messaging/dialogs.service';
import { Viewport } from '../../messaging/viewport.service';
import { FeatureRegistry } from '../../feature/feature-registry';
import * as listed from '../../features';
import { Composing } from '../composer/composing.service';
import { AvailableActions } from './available-actions.service';
import { MessageMenu } from './message-menu.service';
import { MessageRowComponent } from './message-row.component';

const features = Object.values(listed);

@Component({ changeDetection: ChangeDetectionStrategy.OnPush, template: 'made up {{ message().seq }}' })
class MadeUpPart {
  readonly message = input.required<Message>();
}
const view = (part: 'sign' | 'card') => ({
  part,
  place: part,
  order: 100,
  load: () => Promise.resolve(MadeUpPart),
});
const madeUp = { name: 'made-up', messageParts: [view('sign'), view('card')] };

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
      provideSession(),
      provideWords(),
      { provide: ApiClient, useValue: new FakeApi() },
      { provide: SocketClient, useValue: new FakeSocket() },
      { provide: SessionService, useValue: { user: signal({ id: ann }), ended$: new Subject() } },
      { provide: Viewport, useValue: { narrow: signal(true) } },
      { provide: Dialogs, useValue: { open } },
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
    for (let turns = 0; closed.length < 3 && turns < 1_000; turns++) await settle();
    expect(closed).toHaveLength(3);
    closed[1]?.next();
    expect(marked()).toBe(true);
    closed[2]?.next();
    expect(marked()).toBe(false);
  });

  it('shows what features add, beside the time and below the text, and says where it knows none of them', async () => {
    TestBed.inject(FeatureRegistry).use([madeUp]);
    const host = row.nativeElement as HTMLElement;
    const text = async (parts: object, lead = true) => {
      const shown = { ...message, parts: parts as Message['parts'] };
      row.componentRef.setInput('row', { ...row.componentInstance.row(), message: shown, lead });
      row.detectChanges();
      await settle();
      row.detectChanges();
      const textOf = (selector: string) => host.querySelector(selector)?.textContent?.trim() ?? '';
      return [textOf('.head ls-message-parts'), textOf('.meta ls-message-parts'), textOf('.cards')];
    };
    expect(await text({})).toEqual(['', '', '']);
    expect(await text({ sign: 1 })).toEqual(['made up 1', '', '']);
    expect(await text({ sign: 1 }, false)).toEqual(['', 'made up 1', '']);
    expect(await text({ card: 1 })).toEqual(['', '', 'made up 1']);
    expect((await text({ later: 1 }))[2]).toContain('Contenu inconnu');
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
