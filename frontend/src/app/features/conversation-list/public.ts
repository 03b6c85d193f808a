export { ConversationListComponent } from './conversation-list.component';
