import type { DemoConversation } from './demo-conversation.js';
import { daysAgo, minutesAgo } from './demo-time.js';

/** Directs and groups of the demo. */
export const privateConversations: DemoConversation[] = [
  {
    kind: 'direct',
    people: ['yanis', 'camille'],
    unread: { camille: 2 },
    messages: [
      {
        from: 'yanis',
        at: daysAgo(2, '16:20'),
        body: 'Salut Camille, tu as deux minutes pour la note du lot 4 ?',
      },
      { from: 'camille', at: daysAgo(2, '16:24'), body: 'Oui, envoie-la-moi, je la lis ce soir.' },
      {
        from: 'yanis',
        at: daysAgo(2, '16:26'),
        body: 'Merci ! https://intranet.litspark.example/notes/lot-4',
      },
      { from: 'camille', at: daysAgo(1, '09:12'), body: 'Lue : c’est clair. Il manque juste le chiffrage.' },
      { from: 'yanis', at: daysAgo(1, '09:30'), body: 'Bien vu, je l’ajoute demain matin.' },
      { from: 'yanis', at: minutesAgo(18), body: 'C’est fait.' },
      {
        from: 'yanis',
        at: minutesAgo(17),
        body: 'Tu peux relire la note avant midi ? J’ai ajouté le chiffrage du lot 4 en dernière page.',
      },
    ],
  },
  {
    kind: 'group',
    title: 'Comité d’accueil',
    people: ['thomas', 'nadia', 'camille', 'ines'],
    unread: { camille: 1 },
    messages: [
      {
        from: 'thomas',
        at: daysAgo(2, '14:00'),
        body: 'Trois arrivées lundi : deux au support, une à la paie.',
      },
      { from: 'nadia', at: daysAgo(2, '14:09'), body: 'Je prépare les badges et les postes.' },
      { from: 'camille', at: daysAgo(2, '14:20'), body: 'Je m’occupe du livret et de la visite.' },
      { from: 'ines', at: daysAgo(2, '14:25'), body: 'Petit déjeuner à 9 h en salle Garonne, je réserve.' },
      { from: 'nadia', at: daysAgo(1, '11:02'), body: 'Badges prêts ✅' },
      {
        from: 'camille',
        at: daysAgo(1, '11:30'),
        body: 'Le programme :\n\n1. 9 h, petit déjeuner\n2. 10 h, visite\n3. 11 h, remise du matériel',
      },
      { from: 'thomas', at: minutesAgo(23), body: '@{camille}, tu valides ?' },
    ],
  },
  {
    kind: 'direct',
    people: ['sofia', 'camille'],
    messages: [
      {
        from: 'camille',
        at: daysAgo(4, '10:41'),
        body: 'Bonjour Sofia, le support de présentation est prêt.',
      },
      { from: 'sofia', at: daysAgo(4, '11:05'), body: 'Merci, je le relis ce midi.' },
      {
        from: 'sofia',
        at: daysAgo(4, '13:47'),
        body: 'Très clair. Une remarque : page 3, je mettrais le planning avant le budget.',
      },
      { from: 'camille', at: daysAgo(4, '13:55'), body: 'Corrigé !' },
      {
        from: 'sofia',
        at: minutesAgo(50),
        body: 'La direction a beaucoup aimé ta présentation, bravo.',
        reactions: { '❤️': ['camille'] },
      },
    ],
  },
  {
    kind: 'direct',
    people: ['thomas', 'camille'],
    messages: [
      { from: 'thomas', at: daysAgo(1, '17:02'), body: 'La réunion de demain passe à 14 h, salle Garonne.' },
      { from: 'camille', at: daysAgo(1, '17:10'), body: 'C’est noté, merci !' },
    ],
  },
  {
    kind: 'direct',
    people: ['nadia', 'camille'],
    messages: [
      { from: 'nadia', at: daysAgo(1, '10:30'), body: 'Tu aurais le contact du traiteur de l’an dernier ?' },
      { from: 'camille', at: daysAgo(1, '10:44'), body: 'Oui : Les Halles de Lucie, 05 56 00 00 00.' },
      { from: 'nadia', at: daysAgo(1, '10:45'), body: 'Merci ❤️' },
    ],
  },
];
