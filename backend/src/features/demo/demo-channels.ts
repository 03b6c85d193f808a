import type { DemoConversation } from './demo-conversation.js';
import { daysAgo, minutesAgo } from './demo-time.js';

/** Channels of the demo, each with the first of its people as creator. */
export const channels: DemoConversation[] = [
  {
    kind: 'channel',
    visibility: 'public',
    title: 'Déploiement intranet',
    topic: 'Bascule de la messagerie, lots 3 et 4',
    people: ['sofia', 'yanis', 'camille', 'thomas', 'ines', 'nadia', 'mael', 'aicha', 'paul', 'marie'],
    unread: { camille: 2 },
    messages: [
      {
        from: 'sofia',
        at: daysAgo(3, '09:05'),
        body: 'Bonjour à toutes et à tous ! J’ouvre ce canal pour suivre la bascule de la messagerie, lot par lot.',
      },
      {
        from: 'sofia',
        at: daysAgo(3, '09:07'),
        body: 'Le calendrier :\n\n- **lot 1** : siège, fait lundi\n- **lot 2** : agences Nord et Ouest\n- **lot 3** : agences Sud et Est\n- **lot 4** : sites de production',
      },
      {
        from: 'thomas',
        at: daysAgo(3, '09:21'),
        body: 'Parfait. L’exploitation est prévenue, astreinte comprise.',
      },
      {
        from: 'camille',
        at: daysAgo(3, '09:34'),
        body: 'Je prépare le message aux utilisateurs. Il partira la veille de chaque lot.',
      },
      {
        from: 'yanis',
        at: daysAgo(3, '10:02'),
        body: 'Les comptes du lot 2 sont prêts. J’ai trouvé 14 doublons, la liste est ici : https://intranet.litspark.example/comptes/doublons',
      },
      { from: 'ines', at: daysAgo(3, '10:15'), body: 'Je les traite avec les RH ce matin.' },
      { from: 'ines', at: daysAgo(3, '11:48'), body: 'C’est fait, il n’en reste aucun.' },
      { from: 'yanis', at: daysAgo(3, '11:50'), body: 'Merci @{ines}, impeccable 🙏' },
      { from: 'thomas', at: daysAgo(2, '08:31'), body: 'Lot 2 lancé à 8 h 30.' },
      {
        from: 'thomas',
        at: daysAgo(2, '08:44'),
        body: 'Premiers retours : connexion correcte partout, deux postes sans son de notification.',
      },
      {
        from: 'mael',
        at: daysAgo(2, '08:52'),
        body: 'Je m’en occupe, c’est le réglage « Ne pas déranger » de Windows.',
      },
      {
        from: 'nadia',
        at: daysAgo(2, '09:10'),
        body: 'Question d’une agence : est-ce que l’historique de l’ancien outil suit ?',
      },
      {
        from: 'sofia',
        at: daysAgo(2, '09:14'),
        body: 'Oui, sur douze mois. Au-delà, il reste consultable dans l’archive.',
      },
      { from: 'camille', at: daysAgo(2, '09:20'), body: 'Je l’ajoute à la foire aux questions.' },
      { from: 'thomas', at: daysAgo(2, '12:05'), body: 'Lot 2 terminé : 960 postes, aucun incident.' },
      { from: 'aicha', at: daysAgo(2, '12:12'), body: 'Bravo à toute l’équipe.' },
      {
        from: 'yanis',
        at: daysAgo(1, '15:40'),
        body: 'Pour le lot 3, je propose de vérifier les quotas avant :\n\n```sql\nSELECT agence, count(*) AS postes\nFROM comptes\nWHERE lot = 3\nGROUP BY agence\nORDER BY postes DESC;\n```',
      },
      {
        from: 'sofia',
        at: daysAgo(1, '15:52'),
        body: 'Bonne idée. Lance-la et mets le résultat dans le tableau de suivi.',
      },
      {
        from: 'yanis',
        at: daysAgo(1, '16:10'),
        body: 'Fait. Toutes les agences sont sous 200 postes, rien à découper.',
      },
      {
        from: 'sofia',
        at: minutesAgo(39),
        body: 'Le lot 3 est passé sans incident : 1 840 postes migrés, aucun message perdu. Le relevé est dans [le tableau de suivi](https://intranet.litspark.example/suivi).',
        reactions: { '🎉': ['thomas', 'ines', 'camille', 'nadia'], '👏': ['yanis', 'aicha'] },
      },
      { from: 'nadia', at: minutesAgo(35), body: 'Quelqu’un a vu mon parapluie ?', deleted: true },
      {
        from: 'yanis',
        at: minutesAgo(30),
        body: 'Bravo ! Pour le lot 4, la commande reste la même :\n\n```sh\nnpm run migrate -- --lot 4 --dry-run\n```\n\nJe la lance à blanc dès que la sauvegarde est finie.',
        before:
          'Bravo ! Pour le lot 4, la commande reste la même :\n\n```sh\nnpm run migrate -- --lot 3 --dry-run\n```',
        reactions: { '👍': ['sofia', 'camille'] },
      },
      {
        from: 'camille',
        at: minutesAgo(22),
        body: 'Très bien. Le message aux sites de production part à midi.',
      },
      {
        from: 'thomas',
        at: minutesAgo(20),
        body: '@{camille}, tu peux confirmer la fenêtre avec l’exploitation ?',
        repliesTo: 1,
      },
      { from: 'ines', at: minutesAgo(15), body: 'Parfait. On bascule à 15 h ?' },
    ],
  },
  {
    kind: 'channel',
    visibility: 'private',
    title: 'Direction · confidentiel',
    topic: 'Ne sort pas d’ici',
    people: ['aicha', 'camille', 'sofia'],
    messages: [
      {
        from: 'aicha',
        at: daysAgo(5, '18:05'),
        body: 'Point budget : le lot 4 est validé, dans l’enveloppe prévue.',
      },
      { from: 'sofia', at: daysAgo(5, '18:20'), body: 'Merci. Je prépare la communication avec Camille.' },
      { from: 'camille', at: daysAgo(4, '09:02'), body: 'Premier jet dans le dossier partagé.' },
      {
        from: 'aicha',
        at: daysAgo(2, '10:02'),
        body: 'Compte rendu du comité déposé dans le dossier. Relecture d’ici jeudi, s’il vous plaît.',
      },
    ],
  },
  {
    kind: 'channel',
    visibility: 'public',
    title: 'Cantine',
    topic: 'Menus et bons plans du midi',
    people: ['paul', 'camille', 'marie', 'mael', 'nadia', 'sofia', 'thomas'],
    messages: [
      {
        from: 'paul',
        at: daysAgo(6, '08:50'),
        body: 'Menu de la semaine :\n\n| jour | plat |\n| --- | --- |\n| lundi | dahl de lentilles |\n| mardi | parmentier |\n| mercredi | curry de légumes |\n| jeudi | poulet basquaise |\n| vendredi | brandade |',
      },
      {
        from: 'mael',
        at: daysAgo(6, '09:02'),
        body: 'La brandade du vendredi, enfin !',
        reactions: { '😋': ['paul', 'marie', 'thomas'] },
      },
      { from: 'marie', at: daysAgo(6, '09:15'), body: 'Il y aura une option sans lactose mardi ?' },
      { from: 'paul', at: daysAgo(6, '09:20'), body: 'Oui, demande-la au comptoir.' },
      { from: 'thomas', at: daysAgo(1, '11:55'), body: 'Il reste des places en terrasse 🌞' },
      { from: 'camille', at: daysAgo(1, '11:57'), body: 'On arrive à quatre !' },
      {
        from: 'paul',
        at: daysAgo(1, '14:20'),
        body: 'Merci à celles et ceux qui ont rempli l’enquête : 87 % sont satisfaits, et le pain va changer.',
      },
    ],
  },
  {
    kind: 'channel',
    visibility: 'public',
    title: 'Covoiturage',
    topic: 'Trajets du matin et du soir',
    people: ['ines', 'mael', 'marie'],
    messages: [
      {
        from: 'ines',
        at: daysAgo(7, '17:30'),
        body: 'Départ de Mérignac à 7 h 45, deux places, du lundi au jeudi.',
      },
      { from: 'mael', at: daysAgo(7, '17:42'), body: 'Je suis preneur le mardi.' },
      { from: 'marie', at: daysAgo(3, '18:01'), body: 'Retour vers Talence vendredi 17 h, trois places.' },
    ],
  },
  {
    kind: 'channel',
    visibility: 'public',
    title: 'Veille technique',
    topic: 'Ce qui mérite dix minutes de lecture',
    people: ['yanis', 'sofia', 'mael'],
    messages: [
      {
        from: 'yanis',
        at: daysAgo(6, '13:10'),
        body: 'Un bon article sur les files d’attente et la contre-pression.',
      },
      { from: 'mael', at: daysAgo(6, '13:40'), body: 'Lu, à faire passer à toute l’équipe.' },
      {
        from: 'sofia',
        at: daysAgo(2, '13:05'),
        body: 'Rappel : atelier accessibilité jeudi à 13 h, inscription libre.',
      },
    ],
  },
];
