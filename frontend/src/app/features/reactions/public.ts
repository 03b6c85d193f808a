export { QuickReactionsComponent } from './quick-reactions.component';
export { ReactionsComponent } from './reactions.component';
