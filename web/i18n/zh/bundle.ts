// All texts of one language, loaded as one.
import antd from 'antd/es/locale/zh_CN';
import { texts } from './texts.ts';

export const bundle = { antd, texts };
