import { Module } from '@nestjs/common';
import { DiscoveryModule } from '@nestjs/core';
import { ContractCheckService } from './contract-check.service.js';

/** Holds what runs against the contract. */
@Module({ imports: [DiscoveryModule], providers: [ContractCheckService] })
export class ContractModule {}
