import type { Device } from '../client/device.js';
import { waitUntil } from '../clock.js';
import type { History } from '../history/history.js';
import type { Random } from '../random.js';
import { markRead } from '../acts/marks.js';
import { sendOne } from '../acts/sends.js';
import type { Scene } from '../acts/scene.js';
import type { TrialConversation } from '../acts/trial-conversation.js';

/**
 * While nothing is wrong, whoever has a conversation open is sent messages and markers, without asking.
 * Pulling would heal it: so this looks at what was pushed.
 */
export async function checkLive(
  conversations: readonly TrialConversation[],
  devices: readonly Device[],
  listeners: readonly Device[],
  scene: Omit<Scene, 'device'>,
  history: History,
  random: Random,
  patienceMs: number,
): Promise<void> {
  await Promise.all(
    conversations.map(async (conversation) => {
      const isMember = ({ userId }: Device) =>
        conversation.members.some((member) => member.userId === userId);
      const writers = devices.filter(isMember);
      const members = [...writers, ...listeners.filter(isMember)];
      const active = members.filter(({ life }) => life.isOpen(conversation.id));
      const passive = members.filter(({ life }) => !life.isOpen(conversation.id));
      const lives = new Map(members.map(({ life }) => [life, life.interruptions]));
      // Whoever's connection or token ended meanwhile pulls.
      const isSteady = ({ life }: Device) => lives.get(life) === life.interruptions;
      const device = random.pick(writers);
      const known = new Set(history.sends.of(conversation.id).map(({ clientMessageId }) => clientMessageId));
      await sendOne({ ...scene, device }, conversation);
      const sent = () =>
        history.sends
          .of(conversation.id)
          .find((send) => !known.has(send.clientMessageId) && send.message !== null);
      const expectDelivered = async (
        what: string,
        key: () => string,
        who: readonly Device[],
        knows = hasReceived,
      ) => {
        const missing = () => who.filter((one) => isSteady(one) && !knows(one, key()));
        if (await waitUntil(() => key() !== '' && missing().length === 0, patienceMs)) return;
        history.violations.add({
          property: 'delivered live',
          what: `${what} of ${device.who} did not come within ${patienceMs / 1_000} s: ${key()}`,
          conversationId: conversation.id,
          who: missing()
            .map(({ who: name }) => name)
            .join(', '),
        });
      };
      const keyOfSent = () => {
        const message = sent()?.message;
        return message ? `new_message ${message.id} ${message.revision}` : '';
      };
      await expectDelivered('a message', keyOfSent, active);
      const hasPulled = ({ life }: Device) =>
        (life.store.conversations.get(conversation.id)?.lastSeq ?? 0) >= (sent()?.message?.seq ?? 0);
      await expectDelivered('an update', keyOfSent, passive, hasPulled);
      const other = active.find((one) => writers.includes(one) && one.userId !== device.userId);
      if (!other) return;
      await markRead({ ...scene, device: other, random: always(random) }, conversation);
      const seq = sent()?.message?.seq ?? 0;
      await expectDelivered(
        'a marker',
        () => (seq > 0 ? `read ${conversation.id} ${other.userId} ${seq}` : ''),
        active,
      );
    }),
  );
}

const hasReceived = ({ life }: Device, key: string): boolean => life.receiving.live.has(key);

/** Marks to the very end: past it, which counts as the end. */
function always(random: Random): Random {
  const certain = random.branch('to the end');
  certain.chance = () => true;
  return certain;
}
