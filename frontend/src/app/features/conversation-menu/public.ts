export { ConversationMenu } from './conversation-menu.service';
