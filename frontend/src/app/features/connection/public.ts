export { ConnectionPillComponent } from './connection-pill.component';
