import { signal } from '@angular/core';
import { TestBed } from '@angular/core/testing';
import { beforeEach, expect, it } from '@jest/globals';
import { provideSession } from '../../../testing/session';
import { aMessage, anId, ann } from '../../../testing/shapes';
import { ConnectionService } from '../../core/connection.service';
import { WordsService } from '../../core/i18n/words.service';
import { SessionService } from '../../core/session.service';
import { DraftsStore } from '../../stores/drafts.store';
import { PendingStore } from '../../stores/pending.store';
import type { PendingMessage } from '../../stores/timeline';
import { CommandLog } from '../../sync/commands/command-log.service';
import { EditDrafts } from '../../sync/edit-drafts';
import { FeatureRegistry } from '../feature/feature-registry';
import { ConfirmService } from '../messaging/confirm.service';
import { SignOut } from './sign-out.service';

let asked: string[];
let sure: boolean;
let signedOut: boolean;
const unsaved = signal(0);
const waiting = signal(0);
const connected = signal(false);

beforeEach(() => {
  asked = [];
  sure = true;
  signedOut = false;
  unsaved.set(0);
  waiting.set(0);
  connected.set(false);
  TestBed.configureTestingModule({
    providers: [
      provideSession(),
      {
        provide: WordsService,
        useValue: {
          t: (key: string, { what }: { what?: string } = {}) => (what ? `${key}: ${what}` : key),
          plural: (key: string, count: number) => `${count} ${key}`,
          list: (items: string[]) => items.join(', '),
        },
      },
      {
        provide: ConfirmService,
        useValue: {
          ask: ({ text }: { text: string }) => {
            asked.push(text);
            return Promise.resolve(sure);
          },
        },
      },
      { provide: CommandLog, useValue: { unsavedCount: unsaved, waitingCount: waiting } },
      { provide: ConnectionService, useValue: { connected } },
      { provide: SessionService, useValue: { signOut: () => (signedOut = true), user: signal({ id: ann }) } },
    ],
  });
});

const wait = (state: PendingMessage['state']) =>
  TestBed.inject(PendingStore).set([{ clientMessageId: anId(1), state } as PendingMessage]);

it('asks nothing where nothing would be lost', async () => {
  TestBed.inject(DraftsStore).set(anId(100), '  ');
  TestBed.inject(DraftsStore).setReplyTo(anId(100), anId(7));
  await TestBed.inject(SignOut).ask();
  expect(asked).toEqual([]);
  expect(signedOut).toBe(true);
});

it('asks before drafts are lost, and counts them', async () => {
  TestBed.inject(DraftsStore).set(anId(100), 'half');
  TestBed.inject(DraftsStore).set(anId(101), 'written');
  sure = false;
  await TestBed.inject(SignOut).ask();
  expect(asked).toEqual(['signOut.lost: 2 signOut.drafts']);
  expect(signedOut).toBe(false);
});

it('asks nothing of a draft that is kept elsewhere, unless another text of it is', async () => {
  const drafts = TestBed.inject(DraftsStore);
  drafts.set(anId(100), 'half');
  const { id: clientMessageId } = drafts.all().get(anId(100))!;
  TestBed.inject(FeatureRegistry).use([
    { name: 'notebook', draftCopies: [{ idOf: (id) => (id === anId(100) ? clientMessageId! : null) }] },
  ]);
  await TestBed.inject(SignOut).ask();
  expect(asked).toEqual([]);
  drafts.set(anId(100), 'half written');
  await TestBed.inject(SignOut).ask();
  expect(asked).toEqual(['signOut.lost: 1 signOut.drafts']);
});

it.each(['queued', 'failed'] as const)(
  'asks before a message that is %s is lost, with the drafts',
  async (state) => {
    wait(state);
    TestBed.inject(DraftsStore).set(anId(100), 'half');
    await TestBed.inject(SignOut).ask();
    expect(asked).toEqual(['signOut.lost: 1 signOut.messages, 1 signOut.drafts']);
    expect(signedOut).toBe(true);
  },
);

it('asks before an edit that is being written is lost, where it changes anything', async () => {
  const message = aMessage({ seq: 1 });
  const edits = TestBed.inject(EditDrafts);
  edits.keep({ message, from: 'as it was', text: 'as it was' });
  await TestBed.inject(SignOut).ask();
  edits.keep({ message, from: 'as it was', text: 'as it will be' });
  await TestBed.inject(SignOut).ask();
  edits.remove(message.id);
  expect(asked).toEqual(['signOut.lost: 1 signOut.drafts']);
});

it('waits a moment for what is on its way, and asks nothing once it arrived', async () => {
  connected.set(true);
  unsaved.set(1);
  waiting.set(1);
  const leaving = TestBed.inject(SignOut).ask();
  TestBed.tick();
  expect(signedOut).toBe(false);
  unsaved.set(0);
  waiting.set(0);
  TestBed.tick();
  await leaving;
  expect(asked).toEqual([]);
  expect(signedOut).toBe(true);
});

it('asks about what doesn’t arrive in that moment', async () => {
  connected.set(true);
  unsaved.set(1);
  waiting.set(1);
  await TestBed.inject(SignOut).ask();
  expect(asked).toEqual(['signOut.lost: 1 signOut.changes']);
});

it('asks before changes are lost that the server doesn’t have', async () => {
  unsaved.set(2);
  await TestBed.inject(SignOut).ask();
  expect(asked).toEqual(['signOut.lost: 2 signOut.changes']);
});
