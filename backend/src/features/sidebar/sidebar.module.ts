import { Module } from '@nestjs/common';
import { SidebarRule } from './sidebar.rule.js';

/** The sections into which somebody sorts their conversations. */
@Module({ providers: [SidebarRule] })
export class SidebarModule {}
