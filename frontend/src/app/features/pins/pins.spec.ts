import '../../../testing/indexed-db';
import { signal } from '@angular/core';
import { type ComponentFixture, TestBed } from '@angular/core/testing';
import { provideRouter } from '@angular/router';
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import type { Message } from '@litspark/shared-contracts';
import { Subject } from 'rxjs';
import { FakeApi } from '../../../testing/fake-api';
import { FakeSocket, settle } from '../../../testing/fake-socket';
import { provideSession } from '../../../testing/session';
import { eraseSession } from '../../../testing/session-end';
import {
  aConversation,
  aMessage,
  anId,
  ann,
  aParticipant,
  ben,
  conversationId,
} from '../../../testing/shapes';
import { provideWords } from '../../../testing/words';
import { ApiClient } from '../../core/api-client';
import { ApiError } from '../../core/api-error';
import { SessionService } from '../../core/session.service';
import { SocketClient } from '../../core/socket-client';
import { ConversationsStore } from '../../stores/conversations.store';
import { MessagesStore } from '../../stores/messages.store';
import { ParticipantsStore } from '../../stores/participants.store';
import { CommandLog } from '../../sync/commands/command-log.service';
import { provideCommandKinds } from '../../sync/commands/command-kind';
import { ConversationRecords } from '../../sync/conversation-records';
import { TabLeader } from '../../sync/tabs/tab-leader';
import { newWindow } from '../../sync/merge';
import { AvailableActions } from '../conversation/message/available-actions.service';
import { FeatureRegistry } from '../feature/feature-registry';
import { Viewport } from '../messaging/viewport.service';
import { PinsComponent } from './pins.component';
import { pinsFeature } from './pins.feature';
import { Pins } from './sync/pins';

const at = (minute: number) => new Date(Date.UTC(2026, 0, 1, 0, minute)).toISOString();
const pinnedBy = (userId: string, minute: number) => ({ parts: { pin: { userId, at: at(minute) } } });
const plain = aMessage({ seq: 1, revision: 2, body: 'Le **code** du portail' });
const list = `/conversations/${conversationId}/pins`;
const path = `/conversations/${conversationId}/messages/${plain.id}/pin`;

let api: FakeApi;
let socket: FakeSocket;
let panel: ComponentFixture<PinsComponent>;

beforeEach(async () => {
  localStorage.clear();
  [api, socket] = [new FakeApi(), new FakeSocket()];
  TestBed.resetTestingModule().configureTestingModule({
    providers: [
      provideSession(),
      provideWords(),
      provideRouter([]),
      provideCommandKinds(Pins),
      { provide: ApiClient, useValue: api },
      { provide: SocketClient, useValue: socket },
      {
        provide: SessionService,
        useValue: { user: signal({ id: ann }), ended$: new Subject(), isKeptFor: () => false },
      },
      { provide: Viewport, useValue: { narrow: signal(false), panelBeside: signal(true) } },
    ],
  });
  TestBed.inject(FeatureRegistry).use([pinsFeature]);
  TestBed.inject(ConversationRecords).mergeSummaries([
    aConversation({ lastSeq: 1, revision: 2, lastMessage: plain }),
  ]);
  TestBed.inject(MessagesStore).setWindow(conversationId, newWindow([plain], 1, 2));
  await TestBed.inject(CommandLog).load();
  TestBed.inject(TabLeader).stand();
  TestBed.inject(CommandLog).resume();
});
afterEach(() => eraseSession());

const shown = () => TestBed.inject(MessagesStore).timeline(conversationId)().messages[0] as Message;
const actions = () =>
  TestBed.inject(AvailableActions)
    .of(shown())
    .map(({ name }) => name);
const run = (name: string) =>
  TestBed.inject(AvailableActions).runNamed(name, shown(), document.createElement('div'));
async function asked(method: string, where: string) {
  while (api.calls.length === 0) await new Promise((wake) => setTimeout(wake, 5));
  return api.take(method, where);
}

describe('pinning a message', () => {
  it('is on the screen at once, and becomes what the server says', async () => {
    expect(actions()).toEqual(['pin']);
    run('pin');
    await settle();
    expect(shown().parts.pin).toMatchObject({ userId: ann });
    expect(actions()).toEqual(['unpin']);
    (await asked('PUT', path)).answer({ ...plain, revision: 3, ...pinnedBy(ann, 7) });
    await settle();
    expect(shown()).toMatchObject({ revision: 3, ...pinnedBy(ann, 7) });
    run('unpin');
    await settle();
    expect(shown().parts).toEqual({});
    (await asked('DELETE', path)).answer({ ...plain, revision: 4 });
    await settle();
    expect(shown()).toMatchObject({ revision: 4, parts: {} });
  });

  it('is taken back where the server refuses it, and says so', async () => {
    const refused: (string | undefined)[] = [];
    TestBed.inject(CommandLog).refused$.subscribe(({ kind }) => refused.push(kind.refusal));
    run('pin');
    (await asked('PUT', path)).fail(new ApiError('CONFLICT', 'too many'));
    await settle();
    expect([shown().parts, refused]).toEqual([{}, ['pins.failed']]);
  });

  it('is an owner’s in a channel', () => {
    TestBed.inject(ConversationsStore).put([aConversation({ kind: 'channel', lastSeq: 1, revision: 3 })]);
    expect(actions()).toEqual([]);
    TestBed.inject(ParticipantsStore).merge(conversationId, [aParticipant({ role: 'owner' })], false);
    expect(actions()).toEqual(['pin']);
  });
});

describe('the panel of pinned messages', () => {
  const texts = () => {
    panel.detectChanges();
    return [...(panel.nativeElement as HTMLElement).querySelectorAll('li .text')].map((one) =>
      one.textContent.trim(),
    );
  };
  const whole = () => {
    panel.detectChanges();
    return (panel.nativeElement as HTMLElement).textContent;
  };
  const second = aMessage({ seq: 2, revision: 9, id: anId(7_002), body: 'Le plan', ...pinnedBy(ben, 2) });
  const first = { ...plain, revision: 8, ...pinnedBy(ann, 1) };

  beforeEach(() => {
    panel = TestBed.createComponent(PinsComponent);
    panel.componentRef.setInput('conversationId', conversationId);
    panel.detectChanges();
  });

  it('lists them, the newest pin first, and follows what is pinned and unpinned', async () => {
    api.take('GET', list).answer({ items: [second, first] });
    await settle();
    expect(texts()).toEqual(['Le plan', 'Le code du portail']);
    const third = aMessage({ seq: 3, revision: 10, body: 'Le menu', ...pinnedBy(ben, 3) });
    socket.push('message_updated', { message: third });
    socket.push('message_updated', { message: { ...second, revision: 11, parts: {} } });
    expect(texts()).toEqual(['Le menu', 'Le code du portail']);
    // What was overtaken comes late.
    socket.push('message_updated', { message: { ...third, revision: 9, body: 'Le men' } });
    expect(texts()).toEqual(['Le menu', 'Le code du portail']);
  });

  it('takes one away at once where the reader unpins it', async () => {
    api.take('GET', list).answer({ items: [first] });
    await settle();
    panel.detectChanges();
    (panel.nativeElement as HTMLElement).querySelector<HTMLElement>('li > .icon-button')?.click();
    expect(texts()).toEqual([]);
    expect(whole()).toContain('Aucun message épinglé');
    await asked('DELETE', path);
  });

  it('says where there is none, and what went wrong, and tries again', async () => {
    api.take('GET', list).fail(ApiError.noAnswer('cut'));
    await settle();
    expect(whole()).toContain('Impossible de charger les messages épinglés');
    (panel.nativeElement as HTMLElement).querySelector<HTMLElement>('.button')?.click();
    api.take('GET', list).answer({ items: [] });
    await settle();
    expect(whole()).toContain('Aucun message épinglé');
  });
});
