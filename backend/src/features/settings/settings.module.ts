import { Module } from '@nestjs/common';
import { SettingsRule } from './settings.rule.js';

/** How somebody wants to be notified. */
@Module({ providers: [SettingsRule] })
export class SettingsModule {}
