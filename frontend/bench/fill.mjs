import { administratorOf, newPerson } from './people.mjs';

const counts = { conversations: 24, messages: 120, big: 2_000 };
const writers = 3;
/** Sends of one socket that wait for their acknowledgement. */
const atOnce = 64;

/** What people write: mostly plain, now and then with Markdown; each ends in a text that no other has. */
const bodies = [
  'Bonjour, la réunion de 14 h est déplacée à demain matin, merci de confirmer.',
  'C’est noté. **Important** : apporter le budget et la liste des points ouverts.',
  'Voir https://example.org/dossier/42 avant de répondre, surtout la partie `conditions`.',
  'D’accord 👍',
  '- le devis\n- la facture\n- le bon de livraison',
  'Je regarde et je reviens vers vous dans l’après-midi, sans doute après 16 h.',
];
export const bodyOf = (number, mark) => `${bodies[number % bodies.length]} (${mark})`;

/** Sends these one after another in groups, in this order. */
export async function sendAll(sockets, conversationId, texts) {
  const queue = texts.entries();
  const lane = async (socket) => {
    for (const [, text] of queue) await socket.send(conversationId, text);
  };
  await Promise.all(sockets.flatMap((socket) => Array.from({ length: atOnce }, () => lane(socket))));
}

/** People and conversations, made and written through the product's own interfaces. */
export async function fill({ url }, isWanted) {
  const admin = await administratorOf(url);
  const reader = await newPerson(url, admin, 'Ann');
  const others = await Promise.all(
    Array.from({ length: writers }, (_, index) => newPerson(url, admin, `Ben${index}`)),
  );
  const ids = others.map(({ id }) => id);
  const sockets = await Promise.all(others.map((one) => one.connect()));
  const make = async (title) => {
    const { id } = await reader.createConversation(title, ids);
    const texts = Array.from({ length: counts.messages }, (_, index) =>
      bodyOf(index, `${title}, ${index + 1}`),
    );
    // The last one stands at the end, whatever overtook what before.
    await sendAll(sockets, id, texts.slice(0, -1));
    const { seq } = await sockets[0].send(id, texts.at(-1));
    // Else it would be opened where the reader left off.
    await reader.markAsRead(id, seq);
    return { id, title, newest: `${title}, ${counts.messages}` };
  };
  const conversations = [];
  for (let index = 0; index < counts.conversations; index += 1)
    conversations.push(await make(`Projet ${index}`));
  const hot = await make('Équipe');
  const collector = isWanted('bigList') ? await fillList(url, admin, others, sockets) : null;
  return {
    reader,
    conversations,
    hot,
    sockets,
    collector,
    close: () => sockets.forEach((one) => one.close()),
  };
}

/** Somebody with a list that nobody reads to its end. */
async function fillList(url, admin, others, sockets) {
  const collector = await newPerson(url, admin, 'Cleo');
  const queue = Array.from({ length: counts.big }, (_, index) => index).values();
  const lane = async () => {
    for (const index of queue) {
      const { id } = await collector.createConversation(`Dossier ${index}`, [others[0].id]);
      await sockets[0].send(id, bodyOf(index, `Dossier ${index}`));
    }
  };
  await Promise.all(Array.from({ length: 8 }, lane));
  return { ...collector, count: counts.big };
}
