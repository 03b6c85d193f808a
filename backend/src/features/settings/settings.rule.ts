import { ItemRule } from '../../platform/contract/item-rule.js';
import { PersonalItemRule } from '../personal-items/item-rule.port.js';

/** Anybody sets their own. */
@ItemRule('settings')
export class SettingsRule extends PersonalItemRule<'settings'> {}
