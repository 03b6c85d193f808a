/** A passphrase that is shown to everybody: demo accounts are for trying the product out, not for work. */
export const demoPassword = 'bienvenue chez litspark';

/** The people of the demo; the first is who a visitor signs in as. */
export const demoPeople = {
  camille: { displayName: 'Camille Martin', email: 'camille.martin@litspark.example' },
  yanis: { displayName: 'Yanis Amrani', email: 'yanis.amrani@litspark.example' },
  sofia: { displayName: 'Sofia Delmas', email: 'sofia.delmas@litspark.example' },
  thomas: { displayName: 'Thomas Leroy', email: 'thomas.leroy@litspark.example' },
  ines: { displayName: 'Inès Benali', email: 'ines.benali@litspark.example' },
  nadia: { displayName: 'Nadia Kaci', email: 'nadia.kaci@litspark.example' },
  mael: { displayName: 'Maël Robin', email: 'mael.robin@litspark.example' },
  marie: { displayName: 'Marie Roux', email: 'marie.roux@litspark.example' },
  paul: { displayName: 'Paul Mercier', email: 'paul.mercier@litspark.example' },
  aicha: { displayName: 'Aïcha Diallo', email: 'aicha.diallo@litspark.example' },
} as const;

export type DemoPerson = keyof typeof demoPeople;

/** Who may administer. */
export const demoAdmin: DemoPerson = 'aicha';
