import type { FormInstance } from 'antd';

/** What is entered, when all of it may be; null: the form shows what is wrong. */
export async function checkedValues<Values>(form: FormInstance<Values>): Promise<Values | null> {
  try {
    return await form.validateFields();
  } catch (error) {
    // Ant Design rejects with a list of fields, which is no error.
    if (error instanceof Error) throw error;
    return null;
  }
}
