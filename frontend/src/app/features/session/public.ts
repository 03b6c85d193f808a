export { LanguageSwitchComponent } from './language-switch.component';
export { passwordFault, passwordRule } from './new-password';
export { onSessionEnd } from './on-session-end';
export { PasswordFieldComponent } from './password-field.component';
export { SignOut } from './sign-out.service';
