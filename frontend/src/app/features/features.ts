// What the application is made of, feature by feature: the line that a team adds.
export { administrationFeature } from './administration/administration.feature';
export { channelsFeature } from './channels/channels.feature';
export { confirmationsFeature } from './confirmations/confirmations.feature';
export { conversationFeature } from './conversation/conversation.feature';
export { conversationPreferencesFeature } from './conversation-preferences/conversation-preferences.feature';
export { detailsFeature } from './details/details.feature';
export { draftsFeature } from './drafts/drafts.feature';
export { messagingFeature } from './messaging/messaging.feature';
export { newConversationFeature } from './new-conversation/new-conversation.feature';
export { pinsFeature } from './pins/pins.feature';
export { quickSwitcherFeature } from './quick-switcher/quick-switcher.feature';
export { reactionsFeature } from './reactions/reactions.feature';
export { receiptsFeature } from './receipts/receipts.feature';
export { savedMessagesFeature } from './saved-messages/saved-messages.feature';
export { scheduledMessagesFeature } from './scheduled-messages/scheduled-messages.feature';
export { settingsFeature } from './settings/settings.feature';
export { versionsFeature } from './versions/versions.feature';
