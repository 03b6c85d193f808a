export { MissedButtonComponent } from './missed-button.component';
export { NotificationsService } from './notifications.service';
