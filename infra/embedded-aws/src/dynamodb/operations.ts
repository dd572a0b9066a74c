import type { Principal } from '../service.ts';
import { batchGetCall, batchWriteCall } from './batches.ts';
import type { Database } from './database.ts';
import { getItemCall } from './item-reads.ts';
import { deleteItemCall, putItemCall, updateItemCall } from './item-writes.ts';
import { queryCall } from './query.ts';
import { scanCall } from './scan.ts';
import {
  describeStreamCall,
  getRecordsCall,
  getShardIteratorCall,
  listStreamsCall,
} from './stream-operations.ts';
import { createTableCall, deleteTableCall, describeTableCall, listTablesCall } from './table-operations.ts';
import { listTagsCall, tagResourceCall, untagResourceCall } from './tag-operations.ts';
import { transactGetCall } from './transact-get.ts';
import { transactWriteCall } from './transact-write.ts';
import { describeTimeToLiveCall, updateTimeToLiveCall } from './ttl-operations.ts';
import { updateTableCall } from './update-table.ts';

export type Operation = (db: Database, caller: Principal, input: unknown) => object | Promise<object>;

/** All supported operations by the `x-amz-target` of a request. */
export const operations: Record<string, Operation> = {
  'DynamoDB_20120810.CreateTable': createTableCall,
  'DynamoDB_20120810.DeleteTable': deleteTableCall,
  'DynamoDB_20120810.DescribeTable': describeTableCall,
  'DynamoDB_20120810.ListTables': listTablesCall,
  'DynamoDB_20120810.UpdateTable': updateTableCall,
  'DynamoDB_20120810.UpdateTimeToLive': updateTimeToLiveCall,
  'DynamoDB_20120810.DescribeTimeToLive': describeTimeToLiveCall,
  'DynamoDB_20120810.TagResource': tagResourceCall,
  'DynamoDB_20120810.UntagResource': untagResourceCall,
  'DynamoDB_20120810.ListTagsOfResource': listTagsCall,
  'DynamoDB_20120810.PutItem': putItemCall,
  'DynamoDB_20120810.GetItem': getItemCall,
  'DynamoDB_20120810.UpdateItem': updateItemCall,
  'DynamoDB_20120810.DeleteItem': deleteItemCall,
  'DynamoDB_20120810.TransactWriteItems': transactWriteCall,
  'DynamoDB_20120810.TransactGetItems': transactGetCall,
  'DynamoDB_20120810.Query': queryCall,
  'DynamoDB_20120810.Scan': scanCall,
  'DynamoDB_20120810.BatchGetItem': batchGetCall,
  'DynamoDB_20120810.BatchWriteItem': batchWriteCall,
  'DynamoDBStreams_20120810.ListStreams': listStreamsCall,
  'DynamoDBStreams_20120810.DescribeStream': describeStreamCall,
  'DynamoDBStreams_20120810.GetShardIterator': getShardIteratorCall,
  'DynamoDBStreams_20120810.GetRecords': getRecordsCall,
};
