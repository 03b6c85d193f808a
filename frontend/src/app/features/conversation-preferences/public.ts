export { PreferencesOfConversations } from './conversation-preferences.service';
