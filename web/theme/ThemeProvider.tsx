import {
  CheckCircleFilled,
  CloseCircleFilled,
  CloseOutlined,
  DownOutlined,
  ExclamationCircleFilled,
  InfoCircleFilled,
  LoadingOutlined,
} from '@ant-design/icons';
import { ConfigProvider } from 'antd';
import type { ReactNode } from 'react';
import { useAntdLocale } from '../i18n/i18n.ts';
import { useIsDark } from './scheme.ts';
import styles from './theme.module.css';
import { darkTheme, lightTheme } from './tokens.ts';

/** What opens beside something stands in the same part of the page, so that nothing is outside of all parts. */
function landmarkOf(trigger?: HTMLElement): HTMLElement {
  return trigger?.closest<HTMLElement>('main') ?? trigger?.closest('header') ?? document.body;
}

// Ant Design's own icons, but silent: each has an English name, and what it stands beside says the same in words.
const alertIcons = {
  successIcon: <CheckCircleFilled aria-hidden />,
  infoIcon: <InfoCircleFilled aria-hidden />,
  warningIcon: <ExclamationCircleFilled aria-hidden />,
  errorIcon: <CloseCircleFilled aria-hidden />,
};
const selectIcons = {
  suffixIcon: <DownOutlined aria-hidden />,
  clearIcon: <CloseCircleFilled aria-hidden />,
  removeIcon: <CloseOutlined aria-hidden />,
};
const closing = { closeIcon: <CloseOutlined aria-hidden /> };

/** Colours, and Ant Design's own words, for everything inside. */
export function ThemeProvider({ children }: { readonly children: ReactNode }) {
  const locale = useAntdLocale();
  const isDark = useIsDark();
  const theme = isDark ? darkTheme : lightTheme;
  return (
    <ConfigProvider
      theme={theme}
      {...(locale === undefined ? {} : { locale })}
      getPopupContainer={landmarkOf}
      alert={alertIcons}
      select={selectIcons}
      modal={closing}
      drawer={closing}
      // Two Chinese characters on a button are not pulled apart.
      button={{ autoInsertSpace: false, loadingIcon: <LoadingOutlined aria-hidden spin /> }}
    >
      {/* The class that Ant Design's variables stand under, for our own styles. */}
      <div className={`${theme.cssVar.key} ${styles.app}`}>{children}</div>
    </ConfigProvider>
  );
}
