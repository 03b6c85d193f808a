import type { Settings } from './settings.schemas.js';

/** What holds where somebody has set nothing. */
export const defaultSettings: Settings = {
  timeZone: 'UTC',
  quietHours: [],
  dndUntil: null,
  channelLevel: 'mentions',
  keywords: [],
  sound: true,
  desktop: true,
  push: true,
  preview: true,
  email: 'mentions',
  emailAfterMinutes: 30,
};
