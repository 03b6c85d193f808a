export { LanguageSwitchComponent } from './language-switch.component';
export { passwordFault, passwordRule } from './new-password';
export { PasswordFieldComponent } from './password-field.component';
export { SessionWatch } from './session-watch';
export { SignOut } from './sign-out.service';
